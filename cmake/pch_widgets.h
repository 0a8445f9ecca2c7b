// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Compiled once for all: the headers that nearly every file with widgets reads.
#pragma once

#include "pch_core.h"

#include <QAbstractTableModel>
#include <QPainter>
#include <QtWidgets>

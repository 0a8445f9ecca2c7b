// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Subscribers as a file that people read, keep and compare. Their secrets never stand in it, and what may
// hold credentials is masked.
#pragma once

#include "core/field.h"

namespace tacklebox {

// One subscriber as a file tells of it.
struct SubscriberEntry
{
    QString title; // its name, key or place in the file, for what is said of it
    QString uuid; // empty: not given
    Fields fields; // those that stand there, masks among them
    bool hasSecret = false; // where it was exported from
    bool isReadable = true; // else nothing of it could be read
    std::vector<Error> wrong{}; // what stands in the file's list of it, too
    std::optional<SubscriberId> match{}; // the one that it is, where that is known already
};

// What is wrong with a file, and with which of its subscribers.
struct EntryError
{
    QString title; // empty: the file itself
    Error error;
};

// In a stable order, each member of the fields' table in its place.
[[nodiscard]] QByteArray subscriberFile(QList<Subscriber> subscribers, const std::vector<Field> &fields);

struct SubscriberFile
{
    std::vector<SubscriberEntry> entries;
    std::vector<EntryError> wrong;
};

// Reads it as far as it can be read. Values are not judged here, but by their rules.
[[nodiscard]] SubscriberFile readSubscriberFile(const QByteArray &bytes, const std::vector<Field> &fields);

} // namespace tacklebox

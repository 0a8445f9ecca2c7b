// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A file that is written piece by piece and stands under its name once it is whole: until then there is what
// was there before, or nothing.
//
// Threads: make, call and destroy it on one thread; the disk is touched on another.
#pragma once

#include "core/async.h"

#include <QByteArray>

#include <functional>

namespace tacklebox {

// Whether something stands under that name, looked for away from the calling thread.
Future<bool> isFileThere(const QString &path);

class ExportFile final
{
public:
    explicit ExportFile(const QString &path);
    ExportFile(const ExportFile &) = delete;
    ExportFile &operator=(const ExportFile &) = delete;
    ~ExportFile(); // what is not finished leaves nothing behind

    // Writes what `text` makes, which runs on the file's thread. One call at a time: wait for its answer.
    Async<Done> write(std::function<QByteArray()> text);
    Async<Done> finish(); // in the place of an older one

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace tacklebox

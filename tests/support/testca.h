// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A certificate authority for one test, with leaves that are good or wrong in one known way.
#pragma once

#include <QString>

namespace tacklebox::test {

enum class LeafKind { Valid, Expired, WrongHost, SelfSigned };

struct Leaf
{
    QString certificateFile;
    QString keyFile;
};

class TestCa final
{
public:
    // Writes its files into the directory.
    explicit TestCa(const QString &directory);
    ~TestCa();
    TestCa(const TestCa &) = delete;
    TestCa &operator=(const TestCa &) = delete;

    [[nodiscard]] QString caFile() const;
    // Valid ones are for localhost, 127.0.0.1 and hook.test.
    [[nodiscard]] Leaf issue(LeafKind kind);

private:
    struct Key;

    QString m_directory;
    Key *m_key;
};

} // namespace tacklebox::test

// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/scratchprofile.h"

#include "secrets/keyfile.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

ScratchProfile::ScratchProfile(const QString &place)
    : m_directory(QDir(place).absoluteFilePath(u"bench-profile-XXXXXX"_s))
{
    const QString keyFile = m_directory.filePath(u"master.key"_s);
    m_isValid = m_directory.isValid()
        && secrets::writeKeyFile(keyFile, secrets::MasterKey::generate()).has_value()
        && qputenv("TACKLEBOX_MASTER_KEY_FILE", keyFile.toUtf8());
}

app::ProfilePaths ScratchProfile::paths() const
{
    const QString profile = m_directory.filePath(u"profile"_s);
    return {profile, profile};
}

} // namespace tacklebox::bench

// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/exportstrip.h"

#include "backend/wording.h"
#include "models/shorttext.h"
#include "ui/listexport.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kExportSteps = 1000; // a bar's range is an int

struct ExportTexts
{
    Q_DECLARE_TR_FUNCTIONS(ExportStrip)
};

QString progressText(const ExportState &state)
{
    const QString name = QFileInfo(state.path).fileName();
    const QString rows = models::numberText(state.rows);
    if (!state.found)
        return ExportTexts::tr("Exporting to %1: %2 rows so far", "file, number").arg(name, rows);
    return ExportTexts::tr("Exporting to %1: %2 of %3 rows", "file, numbers")
        .arg(name, rows, models::numberText(*state.found));
}

// How many of them, where it isn't all that was found.
QString restText(const ExportState &state)
{
    if (state.isAll)
        return {};
    const QString found = state.found ? models::numberText(*state.found) : QString();
    if (state.isBounded && !found.isEmpty())
        return ExportTexts::tr("%1 are found: no more are exported at once. Narrow the filter for the rest.")
            .arg(found);
    if (state.isBounded)
        return ExportTexts::tr(
            "More are found: no more are exported at once. Narrow the filter for the rest.");
    if (state.lookedThrough)
        return wording::lookedThrough(*state.lookedThrough);
    if (!found.isEmpty())
        return ExportTexts::tr("%1 were counted, and no more were given.").arg(found);
    return ExportTexts::tr("More were announced, and none were given.");
}

QString giverText(const ExportState &state, const QString &server)
{
    if (server.isEmpty())
        return {};
    if (!state.isCached)
        return ExportTexts::tr("All are as %1 gave them just now.", "connection").arg(server);
    const QString cache = state.isLive ? ExportTexts::tr("Some are from this computer's cache")
                                       : ExportTexts::tr("All are from this computer's cache");
    if (!state.asOf)
        return cache + u'.';
    return ExportTexts::tr("%1, as %2 told at %3.", "whence, connection, time")
        .arg(cache, server, models::timeText(state.asOf));
}

} // namespace

ExportStrip::ExportStrip(const Theme &theme)
    : ProgressStrip(theme, u"export"_s)
{
}

void ExportStrip::showProgress(const ExportState &state)
{
    const qint64 most = state.found ? std::min(*state.found, ListExport::kMost) : 0;
    showRunning(progressText(state),
                most > 0 ? int(state.rows * kExportSteps / most) : 0,
                most > 0 ? kExportSteps : 0);
}

void ExportStrip::showOutcome(const ExportState &state, const QString &server)
{
    const QString rows = models::numberText(state.rows);
    QStringList sentences{state.rows == 1 ? tr("Wrote 1 row to %1.").arg(state.path)
                                          : tr("Wrote %1 rows to %2.").arg(rows, state.path)};
    sentences << restText(state) << giverText(state, server);
    sentences.removeAll(QString());
    showEnd(sentences.join(u' '), false);
}

void ExportStrip::showError(const Error &error)
{
    const QString why = wording::sentence(error);
    showEnd(error.reason == Reason::FileNotWritten ? why : tr("Nothing was written. %1").arg(why), true);
}

void ExportStrip::showStopped()
{
    showEnd(tr("The export was stopped: nothing was written."), false);
}

} // namespace tacklebox::ui

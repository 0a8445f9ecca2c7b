// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A content filter on the first line, a payload after it.
#include "tests/fuzz/require.h"

#include "core/contentfilter.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace tacklebox;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const fuzz::Halves input = fuzz::halvesOf(data, size);
    const QJsonArray value = QJsonDocument::fromJson('[' + input.first + ']').array();

    const auto filter = ContentFilter::from(value.isEmpty() ? QJsonValue() : value.first(), u"filter"_s);

    if (!filter) {
        fuzz::require(filter.error().kind == ErrorKind::InvalidValue && !filter.error().field.isEmpty());
        return 0;
    }
    const ContentFilter::Verdict verdict = filter->judge(input.second);
    fuzz::require(verdict.passes == verdict.condition.isEmpty());
    fuzz::require(!filter->isEmpty() || verdict.passes);
    return 0;
}

// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A request's body that can be read once. Qt 6.4 sends a request again when a kept connection closes without
// a reply: a body that can't go back to its start forbids that, and the reply then fails with
// ContentReSendError.
#pragma once

#include <QIODevice>

namespace tacklebox::dialects {

class RequestBody final : public QIODevice
{
public:
    explicit RequestBody(QByteArray bytes);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

} // namespace tacklebox::dialects

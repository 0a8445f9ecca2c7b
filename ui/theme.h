// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Every colour and size of the window, light and dark, in one place. Nothing else names one.
#pragma once

#include "core/attempt.h"
#include "core/job.h"
#include "core/subscriber.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

namespace tacklebox::ui {

enum class Scheme { Light, Dark };

// A state's two colours: its text and icon on its chip.
struct Tone
{
    QColor ink;
    QColor fill;
};

enum class ToneRole { Good, Warning, Bad, Quiet, Busy, Blocked };

struct Tokens
{
    QColor window, surface, rail, line, strongLine, ink, softInk, accent, onAccent, selection, hover;
    Tone good, warning, bad, quiet, busy, blocked;
};

namespace space {
inline constexpr int kTiny = 4, kSmall = 8, kMedium = 12, kLarge = 16, kHuge = 24;
}
namespace size {
inline constexpr int kDenseRow = 24, kRow = 28, kControl = 28, kRail = 208, kStatusBar = 24, kIcon = 16,
                     kCorner = 6;
}
enum class TextRole { Label, Body, Strong, Title, Figure, Fixed };

// One for the program, made by the composition root and lent to widgets.
class Theme final : public QObject
{
    Q_OBJECT

public:
    explicit Theme(Scheme scheme, QObject *parent = nullptr);

    void setScheme(Scheme scheme); // palette, style sheet and icons of the whole application
    [[nodiscard]] Scheme scheme() const;
    [[nodiscard]] const Tokens &tokens() const;
    [[nodiscard]] const Tone &tone(ToneRole role) const;
    [[nodiscard]] QFont font(TextRole role) const;
    // A drawing of :/icons by its name, in a colour (the ink's where none is given).
    [[nodiscard]] QIcon icon(const QString &name, const QColor &colour = {}) const;
    // Rich text in the second ink; the text is escaped.
    [[nodiscard]] QString soft(const QString &text) const;

signals:
    void changed();

private:
    Scheme m_scheme;
    Tokens m_tokens;
};

[[nodiscard]] ToneRole toneOf(JobState state);
[[nodiscard]] ToneRole toneOf(SubscriberState state);
[[nodiscard]] ToneRole toneOf(Outcome outcome);
[[nodiscard]] QString iconOf(JobState state);
[[nodiscard]] QString iconOf(SubscriberState state);

} // namespace tacklebox::ui

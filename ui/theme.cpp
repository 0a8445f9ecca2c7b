// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/theme.h"

#include "ui/style.h"
#include "ui/stylesheet.h"
#include "ui/tinticon.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPixmapCache>

using namespace Qt::StringLiterals;

// Outside every namespace: the macro declares a function that rcc defines there.
static void requireIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace tacklebox::ui {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Tokens light()
{
    return {.window = rgb(0xf4f6f8),
            .surface = rgb(0xffffff),
            .rail = rgb(0xeaeef2),
            .line = rgb(0xdde3e9),
            .strongLine = rgb(0xc3ccd6),
            .ink = rgb(0x1b2430),
            .softInk = rgb(0x55616f),
            .accent = rgb(0x0b6e78),
            .onAccent = rgb(0xffffff),
            .selection = rgb(0xd9ecee),
            .hover = rgb(0xeef3f5),
            .good = {rgb(0x1a7340), rgb(0xe2f3e8)},
            .warning = {rgb(0x8a5a00), rgb(0xfdf0d2)},
            .bad = {rgb(0xb3261e), rgb(0xfce4e2)},
            .quiet = {rgb(0x55616f), rgb(0xe8ecf0)},
            .busy = {rgb(0x1d5fb4), rgb(0xe1ecfa)},
            .blocked = {rgb(0x6b43b5), rgb(0xeee6fb)}};
}

Tokens dark()
{
    return {.window = rgb(0x161b21),
            .surface = rgb(0x1d232b),
            .rail = rgb(0x12171c),
            .line = rgb(0x2c343e),
            .strongLine = rgb(0x445160),
            .ink = rgb(0xe4e9ee),
            .softInk = rgb(0x9aa7b5),
            .accent = rgb(0x4fb8c2),
            .onAccent = rgb(0x08252a),
            .selection = rgb(0x17424a),
            .hover = rgb(0x242c35),
            .good = {rgb(0x6fd396), rgb(0x153424)},
            .warning = {rgb(0xf0c264), rgb(0x3a2d0c)},
            .bad = {rgb(0xff8f87), rgb(0x43191a)},
            .quiet = {rgb(0xa9b4c0), rgb(0x2a323b)},
            .busy = {rgb(0x86b6f5), rgb(0x16304f)},
            .blocked = {rgb(0xbfa1f7), rgb(0x30224d)}};
}

QColor mixed(const QColor &a, const QColor &b, float share)
{
    const auto part = [share](float x, float y) { return x + (y - x) * share; };
    return QColor::fromRgbF(
        part(a.redF(), b.redF()), part(a.greenF(), b.greenF()), part(a.blueF(), b.blueF()));
}

QPalette paletteFrom(const Tokens &t)
{
    QPalette palette(t.ink, t.surface, t.surface, t.line, t.strongLine, t.ink, t.ink, t.surface, t.window);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Midlight, t.hover);
    palette.setColor(QPalette::AlternateBase, t.window);
    palette.setColor(QPalette::Highlight, t.selection);
    palette.setColor(QPalette::HighlightedText, t.ink);
    palette.setColor(QPalette::PlaceholderText, t.softInk);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::LinkVisited, t.accent);
    palette.setColor(QPalette::ToolTipBase, t.ink);
    palette.setColor(QPalette::ToolTipText, t.surface);
    const QColor faint = mixed(t.softInk, t.window, 0.35F);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

// What the desktop's own font measures, but never smaller than the design's text.
int bodyPixels()
{
    static const int pixels
        = std::max(13, QFontInfo(QFontDatabase::systemFont(QFontDatabase::GeneralFont)).pixelSize());
    return pixels;
}

} // namespace

Theme::Theme(Scheme scheme, QObject *parent)
    : QObject(parent)
    , m_scheme(scheme)
{
    requireIcons();
    auto *style = new Style(*this);
    QApplication::setStyle(style); // owned by the application
    setScheme(scheme);
}

void Theme::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    m_tokens = scheme == Scheme::Dark ? dark() : light();
    QPixmapCache::clear();
    QApplication::setFont(font(TextRole::Body));
    QApplication::setPalette(paletteFrom(m_tokens));
    qApp->setStyleSheet(styleSheet(m_tokens, bodyPixels()));
    emit changed();
}

Scheme Theme::scheme() const
{
    return m_scheme;
}

const Tokens &Theme::tokens() const
{
    return m_tokens;
}

const Tone &Theme::tone(ToneRole role) const
{
    switch (role) {
    case ToneRole::Good:
        return m_tokens.good;
    case ToneRole::Warning:
        return m_tokens.warning;
    case ToneRole::Bad:
        return m_tokens.bad;
    case ToneRole::Busy:
        return m_tokens.busy;
    case ToneRole::Blocked:
        return m_tokens.blocked;
    case ToneRole::Quiet:
        break;
    }
    return m_tokens.quiet;
}

QFont Theme::font(TextRole role) const
{
    QFont font = QFontDatabase::systemFont(role == TextRole::Fixed ? QFontDatabase::FixedFont
                                                                   : QFontDatabase::GeneralFont);
    switch (role) {
    case TextRole::Body:
        font.setPixelSize(bodyPixels());
        break;
    case TextRole::Label:
    case TextRole::Fixed:
        font.setPixelSize(bodyPixels() - 1);
        break;
    case TextRole::Strong:
        font.setPixelSize(bodyPixels());
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Title:
        font.setPixelSize(bodyPixels() + 5);
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Figure:
        font.setPixelSize(bodyPixels() * 2);
        font.setWeight(QFont::DemiBold);
        break;
    }
    return font;
}

QIcon Theme::icon(const QString &name, const QColor &colour) const
{
    return QIcon(new TintIcon(u":/icons/%1.svg"_s.arg(name), colour.isValid() ? colour : m_tokens.ink));
}

QString Theme::soft(const QString &text) const
{
    return u"<span style=\"color:%1\">%2</span>"_s.arg(m_tokens.softInk.name(), text.toHtmlEscaped());
}

ToneRole toneOf(JobState state)
{
    switch (state) {
    case JobState::Delivered:
        return ToneRole::Good;
    case JobState::Retrying:
        return ToneRole::Warning;
    case JobState::Failed:
        return ToneRole::Bad;
    case JobState::Sending:
        return ToneRole::Busy;
    case JobState::Blocked:
        return ToneRole::Blocked;
    case JobState::Waiting:
    case JobState::Held:
    case JobState::Dropped:
    case JobState::Unknown:
        break;
    }
    return ToneRole::Quiet;
}

ToneRole toneOf(SubscriberState state)
{
    switch (state) {
    case SubscriberState::Active:
        return ToneRole::Good;
    case SubscriberState::TooManyErrors:
        return ToneRole::Bad;
    case SubscriberState::Stopped:
    case SubscriberState::Unknown:
        break;
    }
    return ToneRole::Quiet;
}

ToneRole toneOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Delivered:
        return ToneRole::Good;
    case Outcome::BlockedAddress:
        return ToneRole::Blocked;
    case Outcome::Aborted:
        return ToneRole::Quiet;
    default:
        return ToneRole::Bad;
    }
}

QString iconOf(JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return u"clock"_s;
    case JobState::Sending:
        return u"arrow"_s;
    case JobState::Delivered:
        return u"check"_s;
    case JobState::Retrying:
        return u"retry"_s;
    case JobState::Failed:
        return u"cross"_s;
    case JobState::Held:
        return u"pause"_s;
    case JobState::Dropped:
        return u"minus"_s;
    case JobState::Blocked:
        return u"blocked"_s;
    case JobState::Unknown:
        break;
    }
    return u"question"_s;
}

QString iconOf(SubscriberState state)
{
    switch (state) {
    case SubscriberState::Active:
        return u"check"_s;
    case SubscriberState::Stopped:
        return u"pause"_s;
    case SubscriberState::TooManyErrors:
        return u"cross"_s;
    case SubscriberState::Unknown:
        break;
    }
    return u"question"_s;
}

} // namespace tacklebox::ui

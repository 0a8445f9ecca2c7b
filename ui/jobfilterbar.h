// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The chips that narrow the list of jobs, made from what the backend can filter by.
#pragma once

#include "backend/backendinfo.h"
#include "core/subscriber.h"
#include "models/jobspan.h"

#include <QWidget>

class QMenu;

namespace tacklebox::ui {

class Button;
class ChoiceMenu;
class FilterChip;
class Theme;

class JobFilterBar final : public QWidget
{
    Q_OBJECT

public:
    JobFilterBar(const Theme &theme, const BackendInfo &info);

    void show(const JobQuery &query); // without telling
    void show(const JobQuery &query,
              models::JobSpan span); // likewise; a span of its own moves with the clock
    using QWidget::show;
    // The same question, narrowed as the chips say; relative ranges count from now.
    [[nodiscard]] JobQuery applied(JobQuery query, Instant now) const;
    [[nodiscard]] models::JobSpan span() const { return m_span; }
    [[nodiscard]] bool isNarrowing() const;
    void clear(); // tells
    void setSubscribers(const QList<Subscriber> &subscribers);

signals:
    void changed();
    void subscribersWanted(); // their menu is about to open

private:
    using Span = models::JobSpan;

    struct Filter
    {
        FilterChip *chip = nullptr;
        ChoiceMenu *menu = nullptr;
    };

    Filter addFilter(const QString &label, const QString &name, const QString &typed);
    void addSpans();
    void chooseSpan(Span span);
    void askRange();
    void refresh();
    [[nodiscard]] static QString textOf(Span span);
    [[nodiscard]] QString spanText() const;

    const Theme &m_theme;
    FilterChip *m_created;
    Span m_span = Span::Any;
    std::optional<Instant> m_from;
    std::optional<Instant> m_to;
    FilterChip *m_sent; // led here by a number that counts from a moment on
    std::optional<Instant> m_sentFrom;
    Filter m_state;
    Filter m_code;
    Filter m_event;
    Filter m_status;
    Filter m_subscriber;
    Filter m_url;
    FilterChip *m_ofEvent; // one event's jobs, led here from the Events page
    QList<EventId> m_events;
    Button *m_clear;
};

} // namespace tacklebox::ui

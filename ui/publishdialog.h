// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Publishes one event by hand: from a sample, a file or a person's own words. Hands the event over and
// publishes nothing itself; stays open with what came of it.
#pragma once

#include "backend/backendinfo.h"
#include "core/event.h"

#include <QDialog>
#include <QMap>

class QComboBox;
class QLineEdit;
class QStackedWidget;

namespace tacklebox::ui {

class BodyEdit;
class Button;
class FieldRow;
class NoticeBar;
class Theme;

class PublishDialog final : public QDialog
{
    Q_OBJECT

public:
    PublishDialog(const Theme &theme, const BackendInfo &info, const QString &place,
                  QWidget *parent = nullptr);

    void setEvent(const EventDraft &event); // to publish one like it again
    void loadFile(const QString &path); // its bytes become the body
    void showPublishing(); // until one of the next two
    void showPublished(const Published &published);
    void showError(const Error &error);

signals:
    // It stands for QDialog's own, which says less.
    void accepted(const tacklebox::EventDraft &event); // clazy:exclude=overloaded-signal
    void jobsAsked(const tacklebox::EventId &event);

private:
    void build(const Theme &theme);
    QWidget *buildForm(const Theme &theme);
    QWidget *buildFoot();
    void addCaution(const BackendInfo &info);
    void begin(const BackendInfo &info);
    void takeSample(int index);
    void chooseFile();
    void refresh();
    void tell(const Error &error); // at its field where it has one
    void submit();
    [[nodiscard]] EventDraft draft() const;
    void setFinding(const QString &key, const QString &sentence);

    QComboBox *m_sample;
    QComboBox *m_type;
    QComboBox *m_status;
    QLineEdit *m_order;
    QLineEdit *m_address;
    BodyEdit *m_body;
    QMap<QString, FieldRow *> m_rows; // by the field's name
    NoticeBar *m_notice;
    Button *m_publish;
    QString m_publishText;
    QString m_tellers; // who tells the subscribers, where that is none of our jobs
    EventId m_published;
    bool m_isPublishing = false; // nothing is published twice by one who goes on typing
};

} // namespace tacklebox::ui

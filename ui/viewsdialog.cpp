// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/viewsdialog.h"

#include "backend/wording.h"
#include "ui/button.h"
#include "ui/confirm.h"
#include "ui/fieldrow.h"
#include "ui/findinglabel.h"
#include "ui/noticebar.h"
#include "ui/theme.h"
#include "ui/viewpreviewpanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kStartSize{860, 640};
constexpr std::chrono::milliseconds kRest{200};
constexpr int kListWidth = 210;

template<typename Widget>
Widget *named(Widget *widget, const QString &objectName)
{
    widget->setObjectName(objectName);
    return widget;
}

QString usersText(const PayloadView &view)
{
    if (view.usedBy.isEmpty())
        return {};
    return ViewsDialog::tr("Used by %1.").arg(view.usedBy.join(u", "_s));
}

} // namespace

ViewsDialog::ViewsDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_list(new QListWidget)
    , m_name(named(new QLineEdit, u"viewNameEdit"_s))
    , m_text(named(new QPlainTextEdit, u"viewTextEdit"_s))
    , m_nameRow(new FieldRow(theme, tr("Name"), m_name, m_name))
    , m_textRow(new FieldRow(theme, tr("Text, as mustache"), m_text, m_text))
    , m_preview(new ViewPreviewPanel(theme))
    , m_notice(new NoticeBar(theme))
    , m_save(new Button(theme, ButtonKind::Main, tr("Save the view"), u"saveViewButton"_s))
    , m_new(new Button(theme, ButtonKind::Plain, tr("Copy to a new view"), u"newViewButton"_s))
    , m_remove(new Button(theme, ButtonKind::Danger, tr("Remove"), u"removeViewButton"_s))
{
    setObjectName(u"viewsDialog"_s);
    setWindowTitle(tr("Payload views"));
    setAccessibleName(windowTitle());
    build(theme);
    resize(kStartSize);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_rest, &QTimer::timeout, this, &ViewsDialog::askPreview);
    connect(m_list, &QListWidget::currentRowChanged, this, &ViewsDialog::choose);
    connect(m_name, &QLineEdit::textEdited, this, &ViewsDialog::takeEdit);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ViewsDialog::takeEdit);
    connect(m_save, &Button::clicked, this, [this] { emit saveAsked(edited()); });
    connect(m_new, &Button::clicked, this, &ViewsDialog::startNew);
    connect(m_remove, &Button::clicked, this, &ViewsDialog::askRemove);
    connect(new QShortcut(QKeySequence(u"Ctrl+S"_s), this), &QShortcut::activated, m_save, &Button::click);
}

void ViewsDialog::build(const Theme &theme)
{
    auto *heading = new QLabel(windowTitle());
    QFont font = theme.font(TextRole::Strong);
    font.setPixelSize(font.pixelSize() + 2);
    heading->setFont(font);
    auto *sides = new QSplitter;
    sides->setProperty("gap", true);
    sides->setChildrenCollapsible(false);
    sides->setHandleWidth(space::kMedium);
    sides->addWidget(buildList(theme));
    sides->addWidget(buildForm(theme));
    sides->setStretchFactor(1, 1);
    sides->setSizes({kListWidth, kStartSize.width() - kListWidth});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    column->setSpacing(space::kMedium);
    column->addWidget(heading);
    column->addWidget(sides, 1);
    column->addWidget(m_notice);
    column->addWidget(buildFoot(theme));
}

QWidget *ViewsDialog::buildList(const Theme &theme)
{
    m_list->setObjectName(u"viewList"_s);
    m_list->setAccessibleName(tr("Views"));
    m_list->setMinimumWidth(140);
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins({});
    column->setSpacing(space::kTiny);
    auto *title = new QLabel(tr("Views"));
    title->setProperty("soft", true);
    title->setFont(theme.font(TextRole::Label));
    column->addWidget(title);
    column->addWidget(m_list, 1);
    return side;
}

QWidget *ViewsDialog::buildForm(const Theme &theme)
{
    m_text->setFont(theme.font(TextRole::Fixed));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_textRow->setHint(
        tr("{{type}}, {{status}}, {{order_id}}, {{address}}, {{id}}, {{time}} and {{subscriber}} are the "
           "event's; {{{data}}} is the payload, any other name a member of it. {{{json name}}} "
           "puts a member there as JSON, null where there is none."));
    auto *form = new QWidget;
    auto *fields = new QVBoxLayout(form);
    fields->setContentsMargins({});
    fields->setSpacing(space::kSmall);
    fields->addWidget(m_nameRow);
    fields->addWidget(m_textRow, 1);
    auto *both = new QSplitter(Qt::Vertical);
    both->setProperty("gap", true);
    both->setChildrenCollapsible(false);
    both->setHandleWidth(space::kSmall);
    both->addWidget(form);
    both->addWidget(m_preview);
    both->setStretchFactor(0, 3);
    both->setStretchFactor(1, 2);
    return both;
}

QWidget *ViewsDialog::buildFoot(const Theme &theme)
{
    auto *close = new Button(theme, ButtonKind::Plain, tr("Close"), u"closeViewsButton"_s);
    connect(close, &Button::clicked, this, &ViewsDialog::reject);
    auto *foot = new QWidget;
    auto *line = new QHBoxLayout(foot);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    line->addWidget(m_new);
    line->addWidget(m_remove);
    line->addStretch();
    line->addWidget(close);
    line->addWidget(m_save);
    return foot;
}

void ViewsDialog::setViews(const QList<PayloadView> &views, const QString &chosen)
{
    const QSignalBlocker quiet(m_list);
    m_views = views;
    m_list->clear();
    int row = -1;
    for (const PayloadView &view : views) {
        auto *item = new QListWidgetItem(view.name, m_list);
        item->setToolTip(view.origin == ViewOrigin::BuiltIn ? wording::viewPurpose(view.name)
                                                            : usersText(view));
        if (view.name == chosen)
            row = m_list->count() - 1;
    }
    if (isChanged())
        return;
    m_list->setCurrentRow(std::max(row, 0));
    if (row < 0 || views.at(row) != m_start)
        choose(std::max(row, 0));
}

void ViewsDialog::choose(int row)
{
    if (row < 0 || row >= m_views.size())
        return;
    if (!isChanged())
        return showView(m_views.at(row));
    const Confirmation question{tr("Discard what you changed?"),
                                tr("The view “%1” has not been saved.").arg(m_name->text()),
                                tr("Discard"),
                                tr("Keep editing")};
    QMessageBox *box = confirm(this, question);
    connect(box, &QMessageBox::accepted, this, [this, view = m_views.at(row)] {
        showView(view); // the list may be another by now
        markShown();
    });
    connect(box, &QMessageBox::rejected, this, [this] {
        const QSignalBlocker quiet(m_list);
        m_list->setCurrentRow(-1);
    });
}

// Without choosing it again.
void ViewsDialog::markShown()
{
    const QSignalBlocker quiet(m_list);
    const auto found = std::ranges::find(m_views, m_start.name, &PayloadView::name);
    m_list->setCurrentRow(found == m_views.end() ? -1 : int(found - m_views.begin()));
}

void ViewsDialog::showView(const PayloadView &view)
{
    m_start = view;
    const QSignalBlocker quiet(m_text);
    m_name->setText(view.name);
    m_text->setPlainText(QString::fromUtf8(view.text));
    m_notice->hide();
    refresh();
    askPreview();
}

void ViewsDialog::startNew()
{
    PayloadView view;
    view.text = edited().text;
    {
        const QSignalBlocker quiet(m_list);
        m_list->setCurrentRow(-1);
    }
    showView(view);
    m_name->setFocus();
}

void ViewsDialog::askRemove()
{
    const Confirmation question{tr("Remove the view “%1”?").arg(m_start.name),
                                tr("Its text is gone then."),
                                tr("Remove “%1”").arg(m_start.name),
                                {}};
    connect(
        confirm(this, question), &QMessageBox::accepted, this, [this] { emit removeAsked(m_start.name); });
}

void ViewsDialog::takeEdit()
{
    m_notice->hide();
    refresh();
    m_rest.start();
}

void ViewsDialog::refresh()
{
    const bool isOwn = m_start.origin == ViewOrigin::Own;
    const bool isKept = isOwn && !m_start.name.isEmpty();
    m_name->setReadOnly(!isOwn || isKept); // those who use it know it by this name
    m_text->setReadOnly(!isOwn);
    m_nameRow->setHint(isOwn ? usersText(m_start) : wording::viewPurpose(m_start.name));
    m_nameRow->setFinding({});
    m_textRow->setFinding({});
    m_remove->setVisible(isOwn);
    m_remove->setEnabled(isKept);
    m_save->setVisible(isOwn);
    m_save->setEnabled(isChanged() && !m_name->text().isEmpty());
}

void ViewsDialog::askPreview()
{
    ViewTrial trial;
    if (m_start.origin == ViewOrigin::BuiltIn)
        trial.view = m_start.name;
    else
        trial.text = edited().text;
    emit previewAsked(trial);
}

bool ViewsDialog::isChanged() const
{
    return m_start.origin == ViewOrigin::Own
        && (m_name->text() != m_start.name || m_text->toPlainText() != QString::fromUtf8(m_start.text)
            || (m_start.name.isEmpty() && !m_start.text.isEmpty()));
}

PayloadView ViewsDialog::edited() const
{
    PayloadView view = m_start;
    view.name = m_name->text().trimmed();
    view.text = m_text->toPlainText().toUtf8();
    return view;
}

void ViewsDialog::showPreview(const Result<ViewPreview> &preview)
{
    const bool isOfText = !preview && preview.error().field == "template"_L1;
    m_textRow->setFinding(isOfText ? findingText(preview.error()) : QString());
    if (preview)
        m_preview->showPreview(*preview);
    else if (isOfText)
        m_preview->fade();
    else
        m_preview->showError(preview.error());
}

void ViewsDialog::showSaved(const PayloadView &view)
{
    m_start = view;
    refresh();
    m_notice->show(ToneRole::Good, tr("Saved. What is sent from now on has this form."));
}

void ViewsDialog::showError(const Error &error)
{
    if (error.field == "name"_L1)
        m_nameRow->setFinding(findingText(error));
    else if (error.field == "template"_L1)
        m_textRow->setFinding(findingText(error));
    else
        m_notice->show(error);
}

void ViewsDialog::reject()
{
    if (!isChanged())
        return QDialog::reject();
    const Confirmation question{tr("Discard what you changed?"),
                                tr("The view “%1” has not been saved.").arg(m_name->text()),
                                tr("Discard"),
                                tr("Keep editing")};
    connect(confirm(this, question), &QMessageBox::accepted, this, [this] { QDialog::reject(); });
}

} // namespace tacklebox::ui

// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/viewcontrol.h"

#include "backend/wording.h"
#include "core/field.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

QString itemText(const QString &name)
{
    const QString purpose = wording::viewPurpose(name);
    return purpose.isEmpty() ? name
                             : ViewControl::tr("%1 – %2", "a view's name, what it makes").arg(name, purpose);
}

} // namespace

ViewControl::ViewControl(const Field &field, QWidget *parent)
    : ValueControl(parent)
    , m_known(field.choices)
    , m_box(new QComboBox)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_box);
    m_box->setObjectName(handleName(field.key, u"Combo"_s));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(12);
    setFocusProxy(m_box);
    setOwnViews({});
    connect(m_box, &QComboBox::activated, this, &ViewControl::edited);
}

void ViewControl::setOwnViews(const QStringList &names)
{
    const QString chosen = m_box->currentData().toString();
    m_box->clear();
    m_box->addItem(tr("the payload as it was published"), QString());
    for (const QString &name : m_known + names)
        m_box->addItem(itemText(name), name);
    choose(chosen);
}

// One that isn't known stays in sight.
void ViewControl::choose(const QString &name)
{
    if (m_box->findData(name) < 0)
        m_box->addItem(name, name);
    m_box->setCurrentIndex(m_box->findData(name));
}

void ViewControl::setValue(const QJsonValue &value)
{
    choose(value.toString());
}

QJsonValue ViewControl::value() const
{
    const QString name = m_box->currentData().toString();
    return name.isEmpty() ? QJsonValue() : QJsonValue(name);
}

QWidget *ViewControl::handle() const
{
    return m_box;
}

} // namespace tacklebox::ui

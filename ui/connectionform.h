// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The fields of one account, made from its kind alone: where it is, its settings and its secrets. Gives
// what a person gave or changed as a draft, and saves nothing.
#pragma once

#include "models/accountedit.h"

#include <QMap>
#include <QWidget>

class QComboBox;
class QVBoxLayout;

namespace tacklebox::ui {

class Button;
class EnvironmentChoice;
class FieldRow;
class RowGrid;
class Theme;
class ValueControl;

class ConnectionForm final : public QWidget
{
    Q_OBJECT

public:
    enum class Part { Place, Account }; // name and address; secrets and settings

    // `account`: none for a new one, which is offered a name that isn't among those that are taken.
    ConnectionForm(const Theme &theme, const ConnectionKind &kind, const std::optional<Connection> &account,
                   const QStringList &taken);

    void setParts(const QList<Part> &parts); // those that are shown
    [[nodiscard]] static Part partOf(const QString &key);

    [[nodiscard]] ConnectionDraft draft() const { return m_edit.draft(); }
    [[nodiscard]] bool isChanged() const { return m_edit.isChanged(); }
    [[nodiscard]] Fields settings() const; // as they are typed
    // A login by hand gives the secret: none is missed.
    void setSigningIn(bool isSigningIn) { m_edit.setSigningIn(isSigningIn); }

    // Shows what is wrong in the part, the first with the focus; true where nothing is.
    [[nodiscard]] bool judge(Part part);
    // At its field; false where it has none here.
    [[nodiscard]] bool showError(const Error &error);

signals:
    void edited();
    void secretGiven(); // and not saved yet

private:
    void buildPlace(QVBoxLayout &column);
    void buildAccount(QVBoxLayout &column);
    QWidget *makePlaces();
    FieldRow *makeValue(const Field &field, const QString &label);
    FieldRow *makeSecret(const Field &field);
    FieldRow *keepRow(const QString &key, FieldRow *row);
    void take(const QString &key);
    void choosePlace(int index);
    void followAddress();
    void setEnvironment(Environment environment);
    void setValue(const QString &key, const QJsonValue &value);
    [[nodiscard]] int placeIndex() const;
    void colour();
    void showNeeded();
    void setMoreShown(bool isShown);
    void focusField(const QString &key);

    const Theme &m_theme;
    models::AccountEdit m_edit;
    QMap<QString, FieldRow *> m_rows;
    QMap<QString, ValueControl *> m_controls;
    QStringList m_order; // of the rows
    QWidget *m_place;
    QWidget *m_accountPart;
    QWidget *m_more; // what works as it is
    RowGrid *m_firstRows = nullptr;
    RowGrid *m_moreRows = nullptr; // on `m_more`
    Button *m_moreButton;
    QComboBox *m_places;
    EnvironmentChoice *m_environment;
    QStringList m_taken;
    bool m_isNameChosen; // by hand: it no longer follows the environment
    bool m_isLockChosen; // likewise
    bool m_isSecretGiven = false;
};

} // namespace tacklebox::ui

// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/stylesheet.h"

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

// @name stands for the token of that name.
constexpr auto kSheet = uR"(
QPushButton { background: @surface; color: @ink; border: 1px solid @strongLine; border-radius: 6px;
    padding: 0 12px; min-height: 26px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border: 2px solid @accent; padding: 0 11px; min-height: 24px; }
QPushButton:disabled { color: @faint; background: @window; border-color: @line; }
QPushButton[kind="main"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[kind="main"]:hover, QPushButton[kind="main"]:pressed { background: @accentDeep; border-color: @accentDeep; }
QPushButton[kind="main"]:focus { border: 2px solid @ink; }
QPushButton[kind="main"]:disabled { background: @accentFaint; border-color: @accentFaint; }
QPushButton[kind="danger"] { color: @badInk; }
QPushButton[kind="danger"]:disabled { color: @faint; }
QPushButton[kind="link"] { background: transparent; border: 2px solid transparent; color: @accent; padding: 0 2px;
    min-height: 20px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid @accent; border-radius: 4px; }
QPushButton[quiet="true"] { color: @softInk; padding: 0; min-height: 18px; }
QPushButton[kind="icon"] { padding: 0; min-width: 26px; }
QPushButton[kind="icon"]:focus { min-width: 24px; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox { background: @surface; color: @ink;
    border: 1px solid @strongLine; border-radius: 6px; selection-background-color: @accent;
    selection-color: @onAccent; }
QLineEdit { padding: 0 9px; min-height: 26px; }
QAbstractSpinBox { padding: 0 5px; min-height: 26px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; min-height: 20px; background: transparent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus { border: 2px solid @accent; }
QLineEdit:focus { padding: 0 8px; min-height: 24px; }
QLineEdit[search="true"] { padding: 0 2px; }
QLineEdit[search="true"]:focus { padding: 0 1px; }
QAbstractSpinBox:focus { padding: 0 4px; min-height: 24px; }
QLineEdit[finding="true"], QPlainTextEdit[finding="true"] { border-color: @badInk; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled { color: @faint; background: @window;
    border-color: @line; }
QPlainTextEdit[code="true"] { background: @window; border-color: @line; padding: 4px; }

QProgressBar { background: @line; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabWidget[inset="true"]::tab-bar { left: 16px; }
QTabBar { background: transparent; }
QTabBar::tab { color: @softInk; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 6px 0 5px 0; margin: 0 16px 0 0; }
QTabBar::tab:hover { color: @ink; }
QTabBar::tab:selected { color: @ink; font-weight: 600; border-bottom-color: @accent; }
QTabBar::tab:focus { color: @accent; }
QTabBar::tab:disabled { color: @faint; }

QHeaderView { background: @surface; border: none; }
QHeaderView::section { background: @surface; color: @softInk; font-weight: 600; font-size: @label; border: none;
    border-bottom: 1px solid @strongLine; padding: 0 6px; min-height: 27px; max-height: 27px; }
QHeaderView::section:hover { color: @ink; }
QTableView { background: @surface; border: none; border-top: 1px solid @line; outline: none;
    gridline-color: @line; selection-background-color: @selection; selection-color: @ink; }
QListView[bare="true"] { background: transparent; border: none; }
QListView, QTreeView { background: @surface; border: 1px solid @line; border-radius: 6px; outline: none; }
QTreeView::item { padding: 4px 2px; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @strongLine; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @softInk; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: @surface; border: 1px solid @strongLine; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 12px; border-radius: 4px; color: @ink; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QToolTip { background: @ink; color: @surface; border: 1px solid @ink; padding: 4px 6px; }

QSplitter::handle { background: @line; }
QSplitter[gap="true"]::handle { background: transparent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[plain="true"] { background: transparent; border: none; }
QFrame[panel="true"] { background: @surface; border: 1px solid @line; border-radius: 6px; }
QFrame[panel="chosen"] { background: @surface; border: 1px solid @accent; border-radius: 6px; }
QFrame[surface="true"] { background: @surface; border: none; }
QFrame[line="true"] { background: @line; border: none; max-height: 1px; min-height: 1px; }
QLabel[soft="true"] { color: @softInk; }
QLabel[bad="true"] { color: @badInk; }
QLabel[warning="true"] { color: @warningInk; }
QLabel[good="true"] { color: @goodInk; }
QDialog { background: @window; }
)";

QColor mixed(const QColor &a, const QColor &b, float share)
{
    const auto part = [share](float x, float y) { return x + (y - x) * share; };
    return QColor::fromRgbF(
        part(a.redF(), b.redF()), part(a.greenF(), b.greenF()), part(a.blueF(), b.blueF()));
}

struct Word
{
    QLatin1StringView name;
    QString value;
};

} // namespace

QString styleSheet(const Tokens &t, int bodyPixels)
{
    // Longer names first, so that none is taken for its own beginning.
    const std::array words{
        Word{"@accentDeep"_L1, mixed(t.accent, t.ink, 0.22F).name()},
        Word{"@accentFaint"_L1, mixed(t.accent, t.window, 0.5F).name()},
        Word{"@warningInk"_L1, t.warning.ink.name()},
        Word{"@strongLine"_L1, t.strongLine.name()},
        Word{"@selection"_L1, t.selection.name()},
        Word{"@onAccent"_L1, t.onAccent.name()},
        Word{"@goodInk"_L1, t.good.ink.name()},
        Word{"@softInk"_L1, t.softInk.name()},
        Word{"@surface"_L1, t.surface.name()},
        Word{"@accent"_L1, t.accent.name()},
        Word{"@badInk"_L1, t.bad.ink.name()},
        Word{"@window"_L1, t.window.name()},
        Word{"@faint"_L1, mixed(t.softInk, t.window, 0.35F).name()},
        Word{"@hover"_L1, t.hover.name()},
        Word{"@label"_L1, u"%1px"_s.arg(bodyPixels - 1)},
        Word{"@line"_L1, t.line.name()},
        Word{"@ink"_L1, t.ink.name()},
    };
    QString sheet = QString::fromUtf16(kSheet);
    for (const Word &word : words)
        sheet.replace(word.name, word.value);
    return sheet;
}

} // namespace tacklebox::ui

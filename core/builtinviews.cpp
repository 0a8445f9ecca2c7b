// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/builtinviews.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr char kPlain[] = "application/json";
constexpr char kWithCharset[] = "application/json; charset=utf-8";
constexpr char kStructured[] = "application/cloudevents+json";

// Every member that V2 has, null where the payload has none.
constexpr char kPlanoMaticV2[] = R"({
"request_id": {{{json request_id}}},
"request_datetime": {{{json request_datetime|time}}},
"order_id": {{{json data.order_id|order_id}}},
"order_datetime": {{{json order_datetime}}},
"order_status": {{{json order_status|status}}},
"submitted_cancel_onsite": {{{json submitted_cancel_onsite}}},
"job_due_date": {{{json job_due_date}}},
"external_id": {{{json external_id}}},
"order_notes": {{{json order_notes}}},
"client": {{{json client}}},
"property_info": {{{json property_info}}},
"appointments": {{{json appointments}}},
"links": {{{json links}}},
"primary_service": {{{json primary_service}}},
"add_on_services": {{{json add_on_services}}}
})";

// What triggered it, and those members of an order that the payload has.
constexpr char kPlanoMaticV3[] = R"({
"event": {{{json type}}},
"event_id": {{{json id}}},
"occurred_at": {{{json occurred_at|time}}},
"order_id": {{{json data.order_id|order_id}}}
{{#has external_order_id}}
,"external_order_id": {{{json external_order_id}}}
{{/has external_order_id}}
{{#has external_property_id}}
,"external_property_id": {{{json external_property_id}}}
{{/has external_property_id}}
{{#has billing_entity_slug}}
,"billing_entity_slug": {{{json billing_entity_slug}}}
{{/has billing_entity_slug}}
{{#has metadata}}
,"metadata": {{{json metadata}}}
{{/has metadata}}
{{#has property}}
,"property": {{{json property}}}
{{/has property}}
{{#has services}}
,"services": {{{json services}}}
{{/has services}}
{{#has property_access}}
,"property_access": {{{json property_access}}}
{{/has property_access}}
{{#has appointment}}
,"appointment": {{{json appointment}}}
{{/has appointment}}
{{#has photos}}
,"photos": {{{json photos}}}
{{/has photos}}
{{#has floor_plans}}
,"floor_plans": {{{json floor_plans}}}
{{/has floor_plans}}
{{#has links}}
,"links": {{{json links}}}
{{/has links}}
})";

// A payload that is none of SuperOffice's stands as the values of the entity's fields.
constexpr char kSuperOffice[] = R"({
"EventId": "{{id}}",
"Timestamp": "{{time_precise}}",
"Changes": {{#has Changes}}{{{json Changes}}}{{/has Changes}}{{^has Changes}}[]{{/has Changes}},
{{#has Values}}
"Values": {{{json Values}}},
{{/has Values}}
"Event": "{{type}}",
"PrimaryKey": {{#has PrimaryKey}}{{{json PrimaryKey}}}{{/has PrimaryKey}}{{^has PrimaryKey}}0{{/has PrimaryKey}},
"Entity": {{{json Entity|subject}}},
"ContextIdentifier": {{#has ContextIdentifier}}{{{json ContextIdentifier}}}{{/has ContextIdentifier}}{{^has ContextIdentifier}}"Default"{{/has ContextIdentifier}},
"ChangedByAssociateId": {{#has ChangedByAssociateId}}{{{json ChangedByAssociateId}}}{{/has ChangedByAssociateId}}{{^has ChangedByAssociateId}}0{{/has ChangedByAssociateId}},
"WebhookName": "{{subscriber}}",
"FieldValues": {{{json FieldValues|data}}}
})";

constexpr char kPayload[] = "{{{data}}}";

constexpr char kStandardWebhooks[] = R"({"type":"{{type}}","timestamp":"{{time}}","data":{{{json data}}}})";

constexpr char kCloudEvents[] = R"({
"specversion": "1.0",
"id": "{{id}}",
"source": "urn:tacklebox:local",
"type": "{{type}}",
"time": "{{time}}",
{{#order_id}}
"subject": "{{order_id}}",
{{/order_id}}
"datacontenttype": "application/json",
"data": {{{json data}}}
})";

} // namespace

std::span<const BuiltInView> builtInViews()
{
    static constexpr std::array kViews{
        BuiltInView{"planomatic-v2"_L1, kPlanoMaticV2, kPlain, {}},
        BuiltInView{"planomatic-v3"_L1, kPlanoMaticV3, kPlain, {}},
        BuiltInView{"superoffice"_L1, kSuperOffice, kWithCharset, EventHeader::SuperOffice},
        BuiltInView{"hookshot"_L1, kPayload, kPlain, EventHeader::Hookshot},
        BuiltInView{"standard-webhooks"_L1, kStandardWebhooks, kPlain, EventHeader::StandardWebhooks},
        BuiltInView{"cloudevents-binary"_L1, kPayload, kPlain, EventHeader::CloudEvents},
        BuiltInView{"cloudevents-structured"_L1, kCloudEvents, kStructured, {}},
    };
    return kViews;
}

const BuiltInView *builtInView(QStringView name)
{
    const auto views = builtInViews();
    const auto found
        = std::ranges::find_if(views, [&](const BuiltInView &view) { return name == view.name; });
    return found == views.end() ? nullptr : &*found;
}

} // namespace tacklebox

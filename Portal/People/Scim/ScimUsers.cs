using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Data.Access;
using Portal.Data.People.Provisioning;

namespace Portal.People.Scim;

/// <summary>People as SCIM users, and back.</summary>
internal static class ScimUsers
{
    private const string Work = "work";

    /// <summary>The person as a user.</summary>
    public static JsonObject ToJson(ProvisionedPerson person, string root)
    {
        var draft = person.Draft;
        var user = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimSchemas.User, ScimSchemas.Enterprise),
            ["id"] = person.Id.Value.ToString(),
            ["externalId"] = draft.DirectoryId,
            ["userName"] = draft.UserName,
            ["displayName"] = draft.Name,
            ["name"] = new JsonObject { ["formatted"] = draft.Name },
            ["title"] = draft.Title,
            ["timezone"] = draft.TimeZone,
            ["active"] = draft.IsActive,
            ["emails"] = new JsonArray(new JsonObject { ["value"] = draft.Email, ["type"] = Work, ["primary"] = true }),
            ["groups"] = new JsonArray([.. person.Groups.Select(g => new JsonObject
            {
                ["value"] = g.Id.Value.ToString(),
                ["display"] = g.DisplayName,
                ["$ref"] = $"{root}/Groups/{g.Id.Value}",
            })]),
            [ScimSchemas.Enterprise] = new JsonObject
            {
                ["department"] = draft.Department,
                ["manager"] = draft.Manager is { } manager ? new JsonObject { ["value"] = manager.Value.ToString(), ["$ref"] = $"{root}/Users/{manager.Value}" } : null,
            },
            ["meta"] = Meta("User", person.Id.Value, $"{root}/Users/{person.Id.Value}"),
        };
        return WithoutNothing(user);
    }

    /// <summary>What a user says of a person.</summary>
    /// <param name="user">The user.</param>
    /// <param name="before">What was said before, or null.</param>
    /// <exception cref="ScimException">It makes no sense.</exception>
    public static PersonDraft ToDraft(JsonObject user, PersonDraft? before)
    {
        var userName = ScimJson.Text(user, "userName")?.ToLowerInvariant() ?? throw ScimException.InvalidValue("userName must be there.");
        var extension = ScimJson.Get(user, ScimSchemas.Enterprise) as JsonObject;
        var draft = new PersonDraft(
            userName,
            MailOf(user) ?? userName,
            NameOf(user, before) ?? userName,
            ScimJson.Text(user, "externalId"),
            ScimJson.Text(user, "title"),
            ScimJson.Text(extension, "department"),
            ScimJson.Text(user, "timezone"),
            ManagerOf(extension),
            ScimJson.Truth(user, "active") ?? before?.IsActive ?? true);
        return draft.Check() is var (member, problem)
            ? throw ScimException.InvalidValue($"{(member == nameof(PersonDraft.Email) ? "The mail address (emails, else userName)" : member)} {problem}")
            : draft;
    }

    /// <summary>
    /// Whom a filter can only be about, as far as its exact comparisons say so; null when they do not. It is never narrower than the filter, so
    /// that the database finds few and the filter decides.
    /// </summary>
    public static PersonKeys? Narrow(ScimFilter filter) => filter switch
    {
        ScimFilter.And and => Narrow(and.Left) ?? Narrow(and.Right),
        ScimFilter.Or or => Narrow(or.Left) is { } left && Narrow(or.Right) is { } right ? left.Or(right) : null,
        ScimFilter.OfValue of when of.Path.Is("emails") => NarrowMail(of.Of),
        ScimFilter.Compare { Operator: ScimOperator.Eq, Value: string text } compare when text.Contains('\0', StringComparison.Ordinal) && IsKey(compare.Path) => PersonKeys.None,
        ScimFilter.Compare { Operator: ScimOperator.Eq, Value: string text } compare => compare.Path switch
        {
            { } path when path.Is("userName") => PersonKeys.None with { UserNames = [text.ToLowerInvariant()] },
            { } path when path.Is("emails") || path.Is("emails", "value") => PersonKeys.None with { Emails = [text.ToLowerInvariant()] },
            { } path when path.Is("externalId") => PersonKeys.None with { DirectoryIds = [text] },
            { } path when path.Is("id") => Guid.TryParse(text, out var id) ? PersonKeys.None with { Ids = [new PersonId(id)] } : PersonKeys.None,
            _ => null,
        },
        _ => null,
    };

    /// <summary>What SCIM says of a resource itself.</summary>
    internal static JsonObject Meta(string type, Guid id, string location) => new()
    {
        ["resourceType"] = type,
        // An id of version 7 begins with the time at which it was made.
        ["created"] = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.ToString("N").AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["location"] = location,
    };

    /// <summary>The object without members that have no value.</summary>
    internal static JsonObject WithoutNothing(JsonObject parent)
    {
        foreach (var (name, value) in parent.ToList())
        {
            if (value is JsonObject inside)
            {
                WithoutNothing(inside);
            }
            if (value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 })
            {
                parent.Remove(name);
            }
        }
        return parent;
    }

    private static bool IsKey(ScimPath path) => path.Is("userName") || path.Is("emails") || path.Is("emails", "value") || path.Is("externalId") || path.Is("id");

    private static PersonKeys? NarrowMail(ScimFilter filter) => filter switch
    {
        ScimFilter.And and => NarrowMail(and.Left) ?? NarrowMail(and.Right),
        ScimFilter.Or or => NarrowMail(or.Left) is { } left && NarrowMail(or.Right) is { } right ? left.Or(right) : null,
        ScimFilter.Compare { Operator: ScimOperator.Eq, Value: string text } compare when compare.Path.Is("value") =>
            text.Contains('\0', StringComparison.Ordinal) ? PersonKeys.None : PersonKeys.None with { Emails = [text.ToLowerInvariant()] },
        _ => null,
    };

    private static string? MailOf(JsonObject user)
    {
        var emails = ScimJson.Objects(user, "emails").Where(e => ScimJson.Text(e, "value") is not null).ToList();
        var chosen = emails.Find(e => ScimJson.Truth(e, "primary") == true)
            ?? emails.Find(e => Work.Equals(ScimJson.Text(e, "type"), StringComparison.OrdinalIgnoreCase))
            ?? emails.FirstOrDefault();
        return ScimJson.Text(chosen, "value")?.ToLowerInvariant();
    }

    // A name has several forms, and of a person only one is kept: whichever is new counts.
    private static string? NameOf(JsonObject user, PersonDraft? before)
    {
        var name = ScimJson.Get(user, "name") as JsonObject;
        var parts = new[] { ScimJson.Text(name, "givenName"), ScimJson.Text(name, "familyName") };
        string?[] forms =
        [
            ScimJson.Text(user, "displayName"),
            ScimJson.Text(name, "formatted"),
            Array.TrueForAll(parts, p => p is not null) ? string.Join(' ', parts) : null,
        ];
        return Array.Find(forms, f => f is not null && f != before?.Name) ?? before?.Name;
    }

    private static PersonId? ManagerOf(JsonObject? extension)
    {
        var manager = ScimJson.Get(extension, "manager");
        var text = manager is JsonObject complex ? ScimJson.Text(complex, "value")
            : manager?.GetValueKind() == JsonValueKind.String ? manager.GetValue<string>().Trim()
            : null;
        return string.IsNullOrEmpty(text) ? null
            : Guid.TryParse(text, out var id) ? new PersonId(id)
            : throw ScimException.InvalidValue("manager must be the id of a user.");
    }
}

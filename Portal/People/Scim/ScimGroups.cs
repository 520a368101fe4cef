using System.Text.Json.Nodes;
using Portal.Data.Access;
using Portal.Data.People.Provisioning;

namespace Portal.People.Scim;

/// <summary>Directory groups as SCIM groups, and back.</summary>
internal static class ScimGroups
{
    /// <summary>The group.</summary>
    public static JsonObject ToJson(ProvisionedGroup group, string root) => ScimUsers.WithoutNothing(new JsonObject
    {
        ["schemas"] = new JsonArray(ScimSchemas.Group),
        ["id"] = group.Id.Value.ToString(),
        ["externalId"] = group.ExternalId,
        ["displayName"] = group.DisplayName,
        ["members"] = new JsonArray([.. group.Members.Select(m => new JsonObject
        {
            ["value"] = m.Id.Value.ToString(),
            ["display"] = m.Name,
            ["type"] = "User",
            ["$ref"] = $"{root}/Users/{m.Id.Value}",
        })]),
        ["meta"] = ScimUsers.Meta("Group", group.Id.Value, $"{root}/Groups/{group.Id.Value}"),
    });

    /// <summary>A group as it is kept, to be changed by a PATCH.</summary>
    public static JsonObject ToJson(GroupDraft draft) => ScimUsers.WithoutNothing(new JsonObject
    {
        ["externalId"] = draft.ExternalId,
        ["displayName"] = draft.DisplayName,
        ["members"] = new JsonArray([.. draft.Members.Select(m => new JsonObject { ["value"] = m.Value.ToString() })]),
    });

    /// <summary>What is said of a group.</summary>
    /// <exception cref="ScimException">It makes no sense.</exception>
    public static GroupDraft ToDraft(JsonObject group)
    {
        var members = new List<PersonId>();
        foreach (var member in ScimJson.Objects(group, "members"))
        {
            members.Add(Guid.TryParse(ScimJson.Text(member, "value"), out var id)
                ? new PersonId(id)
                : throw ScimException.InvalidValue("A member must be the id of a user; groups within groups are not kept."));
        }
        var draft = new GroupDraft(
            ScimJson.Text(group, "displayName") ?? throw ScimException.InvalidValue("displayName must be there."),
            ScimJson.Text(group, "externalId"),
            [.. members.Distinct()]);
        return draft.Check() is var (name, problem) ? throw ScimException.InvalidValue($"{name} {problem}") : draft;
    }
}

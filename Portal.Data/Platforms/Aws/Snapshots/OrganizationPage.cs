using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>One document of an organization's export while it is read: what was asked for may stand after the answer.</summary>
internal sealed class OrganizationPage
{
    /// <summary>The elements of its lists, with the list's name.</summary>
    public List<(string Member, JsonElement Entry)> Entries { get; } = [];

    /// <summary>What it was asked for, as far as it says: <c>ParentId</c>, <c>PolicyId</c>….</summary>
    public Dictionary<string, string> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>True when it says that further pages follow.</summary>
    public bool IsCut { get; set; }

    /// <summary>What <paramref name="entry"/> or the document around it says under <paramref name="member"/>.</summary>
    public string? Ask(JsonElement entry, string member) =>
        entry.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : Asked.GetValueOrDefault(member);
}

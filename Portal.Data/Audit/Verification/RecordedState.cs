using System.Text.Json;

namespace Portal.Data.Audit.Verification;

/// <summary>What an entry says that a thing was from then on.</summary>
/// <param name="Sequence">The entry.</param>
/// <param name="SubjectId">The thing's id.</param>
/// <param name="After">The thing, as JSON.</param>
public sealed record RecordedState(long Sequence, string SubjectId, string After)
{
    /// <summary>Whether it says something of <paramref name="member"/>; entries of earlier versions of the portal may say less.</summary>
    internal bool Holds(string member)
    {
        using var document = JsonDocument.Parse(After);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(member, out _);
    }
}

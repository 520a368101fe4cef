using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People.Provisioning;

/// <summary>What a directory says of a group.</summary>
/// <param name="DisplayName">Its name.</param>
/// <param name="ExternalId">Its lasting id there, or null.</param>
/// <param name="Members">Who is in it.</param>
public sealed record GroupDraft(string DisplayName, string? ExternalId, IReadOnlyList<PersonId> Members)
{
    /// <summary>What makes no sense, and what it is about; or null.</summary>
    public (string Member, string Problem)? Check()
    {
        foreach (var (member, text) in new[] { (nameof(DisplayName), DisplayName), (nameof(ExternalId), ExternalId) })
        {
            if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > GovernanceDb.DefaultTextLength || text.Any(char.IsControl)))
            {
                return (member, $"must have 1 to {GovernanceDb.DefaultTextLength} characters, and no control characters.");
            }
        }
        return null;
    }
}

using System.Globalization;
using Portal.Data.Notices;

namespace Portal.Notices;

/// <summary>Which notices were read.</summary>
/// <param name="Ids">Their ids; null for all that there are.</param>
/// <param name="Until">Up to when the reader has seen what they count; null for now.</param>
internal sealed record ReadNoticesBody(IReadOnlyList<Guid>? Ids, DateTimeOffset? Until)
{
    /// <summary>What makes no sense, by field.</summary>
    public Dictionary<string, string[]> Check() => Ids?.Count > ReadNotices.MostNamed
        ? new(StringComparer.Ordinal) { ["ids"] = [string.Create(CultureInfo.InvariantCulture, $"must be at most {ReadNotices.MostNamed}; without any, all are marked.")] }
        : [];
}

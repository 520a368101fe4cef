using System.Globalization;

namespace Portal.Sources.Connectors;

/// <summary>
/// A folder of a bucket in which files of events lie. CloudTrail's have a folder for each account and region, in it one for each day, and their
/// names say when they were written; so a folder is read on from the last file, with some time before it for those that came late. Of other
/// folders nothing is known of the order, and all names are looked at.
/// </summary>
/// <param name="Prefix">Its name with a slash, or less.</param>
/// <param name="IsByDay">Whether it is CloudTrail's.</param>
internal sealed record BucketFolder(string Prefix, bool IsByDay)
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(3);
    private static readonly string[] OtherFolders = ["/CloudTrail-Digest/", "/CloudTrail-Insight/", "/CloudTrail-Aggregated/"];

    /// <summary>Whether a file may hold events.</summary>
    public static bool IsOfEvents(string key) =>
        !key.EndsWith('/') && !OtherFolders.Any(folder => key.Contains(folder, StringComparison.Ordinal))
        && (key.EndsWith(".json.gz", StringComparison.OrdinalIgnoreCase) || key.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || key.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || key.EndsWith(".ndjson.gz", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a folder's name is a year, so that the one above is CloudTrail's.</summary>
    public static bool IsYear(string folder) =>
        folder.TrimEnd('/') is { Length: >= 4 } name && name[^4..].All(char.IsAsciiDigit) && (name.Length == 4 || name[^5] == '/');

    /// <summary>Whether files may lie under a folder.</summary>
    public static bool MayHold(string folder) => !OtherFolders.Any(other => folder.EndsWith(other, StringComparison.Ordinal));

    /// <summary>After which name to look.</summary>
    /// <param name="read">The names that were read in this folder, in the order of their code points.</param>
    /// <param name="since">The first day to read.</param>
    public string? StartAfter(IReadOnlyList<string> read, DateOnly since)
    {
        if (!IsByDay)
        {
            return null;
        }
        for (var i = read.Count - 1; i >= 0; i--)
        {
            if (TimeIn(read[i]) is var (stem, at))
            {
                var from = at - Late;
                return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{from:yyyy/MM/dd}/{stem}{from:yyyyMMdd'T'HHmm'Z'}");
            }
        }
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{since:yyyy/MM/dd}/");
    }

    // 2026/11/29/111122223333_CloudTrail_eu-central-1_20261129T1205Z_Ab3dEf.json.gz
    private (string Stem, DateTime At)? TimeIn(string key)
    {
        const int Day = 11;
        const string Form = "yyyyMMdd'T'HHmm'Z'";
        var name = key.AsSpan(Math.Min(key.Length, Prefix.Length + Day));
        for (var start = name.IndexOf('_'); start >= 0 && start + 15 <= name.Length;)
        {
            if (DateTime.TryParseExact(name.Slice(start + 1, 14), Form, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at))
            {
                return (name[..(start + 1)].ToString(), at);
            }
            var next = name[(start + 1)..].IndexOf('_');
            start = next < 0 ? -1 : start + 1 + next;
        }
        return null;
    }
}

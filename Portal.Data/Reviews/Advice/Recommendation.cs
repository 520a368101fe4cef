using System.Globalization;
using System.Text.Json.Serialization;
using Portal.Data.Inventory.Certificates;

namespace Portal.Data.Reviews.Advice;

/// <summary>What the facts about an item speak for, and which facts. It is shown to the reviewer and kept with their answer; it never decides.</summary>
/// <param name="Kind">What they speak for.</param>
/// <param name="Reasons">The facts, one sentence each; never empty.</param>
/// <param name="IsUnchanged">Whether somebody stands behind exactly this content.</param>
public sealed record Recommendation(RecommendationKind Kind, IReadOnlyList<string> Reasons, bool IsUnchanged)
{
    /// <summary>From how many days without use on it counts as unused.</summary>
    public const int UnusedDays = 90;

    /// <summary>The longest <see cref="Text"/>.</summary>
    public const int TextLength = 1000;

    /// <summary>The reasons as they are kept with an answer, one a line.</summary>
    [JsonIgnore]
    public string Text => string.Join('\n', Reasons) is { Length: > TextLength } text ? text[..TextLength] : string.Join('\n', Reasons);

    /// <summary>What the facts speak for.</summary>
    /// <param name="shown">What the reviewer is shown.</param>
    /// <param name="certificate">What was last said of it in a review, or null.</param>
    /// <param name="now">The time.</param>
    public static Recommendation Of(ShownAccess shown, Certificate? certificate, DateTimeOffset now)
    {
        var isUnchanged = certificate?.IsGood(now) == true && HasSameContent(shown, certificate);
        List<string> against = [.. Against(shown, certificate, now)];
        List<string> closer = [.. Closer(shown, certificate, isUnchanged, now)];
        List<string> unknown = shown.LastUsedAt is null ? ["When its holder last acted is unknown, which does not mean unused."] : [];
        if (against.Count > 0)
        {
            return new(RecommendationKind.Revoke, [.. against, .. closer, .. unknown], isUnchanged);
        }
        if (closer.Count > 0 || !isUnchanged)
        {
            return new(RecommendationKind.LookCloser, [.. closer, .. unknown], isUnchanged);
        }
        return new(RecommendationKind.Keep, [$"It is exactly what was kept on {Day(certificate!.DecidedAt)}, in {certificate.CampaignName}.", .. unknown], isUnchanged);
    }

    private static bool HasSameContent(ShownAccess shown, Certificate certificate) =>
        shown.Documents.Select(d => d.Hash).Order(StringComparer.Ordinal).SequenceEqual(certificate.Documents.Select(d => d.Hash).Order(StringComparer.Ordinal), StringComparer.Ordinal)
        && shown.Documents.All(d => d.Hash is not null);

    private static IEnumerable<string> Against(ShownAccess shown, Certificate? certificate, DateTimeOffset now)
    {
        if (certificate?.IsWithdrawn == true)
        {
            yield return $"On {Day(certificate.DecidedAt)} it was decided to take it away or reduce it, and it is there.";
        }
        if (shown.LastUsedAt is { } used && used < shown.GivenSince)
        {
            yield return $"Its holder last acted on {Day(used)}, before this was given.";
        }
        else if (shown.LastUsedAt < now.AddDays(-UnusedDays))
        {
            yield return $"Its holder last acted on {Day(shown.LastUsedAt.Value)}, more than {UnusedDays} days ago.";
        }
        if (shown.Contribution.Count == 0 && shown.NotModelled.Count == 0)
        {
            yield return "It adds nothing of its own: all in it is also given elsewhere, or a limit takes it away.";
        }
    }

    private static IEnumerable<string> Closer(ShownAccess shown, Certificate? certificate, bool isUnchanged, DateTimeOffset now)
    {
        if (certificate is null)
        {
            yield return "Nobody has reviewed it before.";
        }
        else if (!certificate.IsWithdrawn && !HasSameContent(shown, certificate))
        {
            yield return $"Its content is not what was kept on {Day(certificate.DecidedAt)}, or cannot be compared.";
        }
        else if (!certificate.IsWithdrawn && !certificate.IsGood(now))
        {
            yield return $"It was kept until {Day(certificate.Until!.Value)}, which is past.";
        }
        if (shown.IsPrivileged)
        {
            yield return isUnchanged ? "It is privileged." : "It is privileged, and nobody stands behind it as it is.";
        }
        if (shown.NotModelled.Count > 0)
        {
            yield return "Part of what it allows is unknown.";
        }
    }

    private static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>A subject with its rights as they are, or after a caller changed them.</summary>
/// <param name="Subject">Which subject.</param>
/// <param name="HasAnyRight">It gave itself every right; what its boundary and its denies take away stays away.</param>
/// <param name="IsUnbound">Its boundary is off.</param>
/// <param name="Groups">Groups that it joined, one a line.</param>
internal readonly record struct Variation(int Subject, bool HasAnyRight, bool IsUnbound, string Groups)
{
    /// <summary>As it is.</summary>
    public static Variation Of(int subject) => new(subject, HasAnyRight: false, IsUnbound: false, string.Empty);

    /// <summary>What changed, in words; null when nothing.</summary>
    public string? Change
    {
        get
        {
            var parts = new List<string>();
            if (HasAnyRight)
            {
                parts.Add(IsUnbound ? "with any right" : "with any right that its boundary and denies leave");
            }
            if (IsUnbound)
            {
                parts.Add("without its boundary");
            }
            if (Groups.Length > 0)
            {
                parts.Add($"in {Groups.Replace("\n", ", ", StringComparison.Ordinal)}");
            }
            return parts.Count == 0 ? null : string.Join(" and ", parts);
        }
    }
}

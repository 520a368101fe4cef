namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>A group of an export.</summary>
/// <param name="parts">Its policies, inline and attached.</param>
internal sealed class KnownGroup(IReadOnlyList<KnownGroup.Part> parts)
{
    /// <summary>Its policies, inline and attached.</summary>
    public IReadOnlyList<Part> Parts { get; } = parts;

    /// <summary>The documents that they bring; null until a member asked, when every policy is known.</summary>
    public IReadOnlyList<GrantDocument>? Documents { get; set; }

    /// <summary>One policy of the group: attached when it has an <paramref name="Arn"/>, else inline.</summary>
    public readonly record struct Part(string Name, string? Arn, KeptDocument? Document);
}

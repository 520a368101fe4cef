using Portal.Data.Platforms;

namespace Portal.Data.Inventory;

/// <summary>A policy document, stored once per content.</summary>
public sealed class PolicyDocument
{
    /// <summary>SHA-256 of the text, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The platform whose language it is in.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The document as normalized JSON.</summary>
    public required string Text { get; init; }

    /// <summary>Why the platform would not attach it, or null when it is sound.</summary>
    public string? Problem { get; init; }
}

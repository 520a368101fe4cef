namespace Portal.Data.Audit.Chain;

/// <summary>How a column becomes a member of the canonical form.</summary>
internal enum EntryFieldKind
{
    /// <summary>As it is; never null.</summary>
    Text,
    /// <summary>As it is; null is null, which an empty text is not.</summary>
    OptionalText,
    /// <summary>The SHA-256 of the text's bytes, so that a proof can be given without the text; null is null.</summary>
    Digest,
    /// <summary>UTC with seven digits behind the second.</summary>
    Instant,
    /// <summary>A hash as lower-case hex.</summary>
    Hash,
    /// <summary>A whole number.</summary>
    Integer,
    /// <summary>One of the kinds of callers.</summary>
    ActorKind,
    /// <summary>One of the outcomes.</summary>
    Outcome,
}

using Portal.Data.Access;

namespace Portal.Data.Notices;

/// <summary>That a person has read everything up to a time, so that what they read long ago needs no row each.</summary>
public sealed class NoticeMark
{
    /// <summary>The person.</summary>
    public required PersonId PersonId { get; init; }

    /// <summary>Up to when.</summary>
    public required DateTimeOffset Until { get; set; }
}

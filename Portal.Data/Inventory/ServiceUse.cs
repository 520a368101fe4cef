namespace Portal.Data.Inventory;

/// <summary>What the platform's own report says of an identity's use of a service, or of one action of it. The newest report counts.</summary>
public sealed class ServiceUse
{
    /// <summary>Whose.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>The service, for example <c>s3</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The action's name, for example <c>GetObject</c>; empty for the service as a whole.</summary>
    public required string Action { get; init; }

    /// <summary>When it was last used; null when not in the time that the platform keeps track of.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset ReportedAt { get; init; }
}

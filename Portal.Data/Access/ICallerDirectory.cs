namespace Portal.Data.Access;

/// <summary>Knows what callers are allowed to be now, as opposed to when they signed in.</summary>
public interface ICallerDirectory
{
    /// <summary>The caller with its present roles or scopes, or null when the person was disabled or the token revoked.</summary>
    Task<Caller?> RefreshAsync(Caller caller, CancellationToken cancellationToken);
}

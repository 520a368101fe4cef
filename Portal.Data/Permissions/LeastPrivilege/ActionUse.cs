using Portal.Data.Platforms;

namespace Portal.Data.Permissions.LeastPrivilege;

/// <summary>Whether an identity used one of the actions that it may take.</summary>
/// <param name="Action">The action, for example <c>s3:GetObject</c>.</param>
/// <param name="Access">The kind of power.</param>
/// <param name="Use">Used in the time that was asked about, not used in it, or not known; kept apart.</param>
/// <param name="LastUsedAt">When it, or where only that is known its service, was last used; null when never or not known.</param>
/// <param name="Reason">Why that is said, one sentence.</param>
public sealed record ActionUse(string Action, AccessLevel Access, EntitlementUse Use, DateTimeOffset? LastUsedAt, string Reason)
{
    /// <summary>The service, for example <c>s3</c>.</summary>
    public string Service => Action[..Math.Max(Action.IndexOf(':', StringComparison.Ordinal), 0)];

    /// <summary>The action's own name, for example <c>GetObject</c>.</summary>
    public string Name => Action[(Action.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

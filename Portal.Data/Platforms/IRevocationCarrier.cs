namespace Portal.Data.Platforms;

/// <summary>
/// Takes entitlements away and gives them back by the platform's own calls, and looks at them before and after. Each call may fail with a
/// <see cref="PlatformCallException"/>; whether a call that failed had its effect is found out by looking.
/// </summary>
public interface IRevocationCarrier
{
    /// <summary>Looks at the entitlement as it is at this moment.</summary>
    Task<GrantSight> LookAsync(GrantTarget target, CancellationToken cancellationToken);

    /// <summary>Takes it away. Taking away what is gone already changes nothing.</summary>
    Task TakeAwayAsync(GrantTarget target, CancellationToken cancellationToken);

    /// <summary>Gives it back exactly as it was.</summary>
    /// <param name="target">What.</param>
    /// <param name="before">As it was seen before it was taken away.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task GiveBackAsync(GrantTarget target, GrantSight before, CancellationToken cancellationToken);
}

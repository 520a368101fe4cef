namespace Portal.Tests.Support.Aws;

/// <summary>How <see cref="IamStandIn"/> misbehaves at one call.</summary>
internal enum IamFault
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>It says that there were too many calls.</summary>
    Throttled,
    /// <summary>It says that something is wrong with it.</summary>
    Broken,
    /// <summary>It says that the caller may not.</summary>
    Denied,
    /// <summary>It answers with a page of whatever stands between.</summary>
    Nonsense,
    /// <summary>It does nothing and hangs up.</summary>
    LostBefore,
    /// <summary>It does what was asked and hangs up before it answers.</summary>
    LostAfter,
}

namespace Portal.Data.Platforms;

/// <summary>How a call to a platform failed, as far as it matters for what to do next.</summary>
public enum PlatformCallFailure
{
    /// <summary>It said no: asking again changes nothing.</summary>
    Refused,
    /// <summary>It is busy, does not answer, or answered nonsense: asking again later may help, and the effect may have come already.</summary>
    Busy,
    /// <summary>What was asked about is not there.</summary>
    NotThere,
}

namespace Portal.Sources.Connectors;

/// <summary>Fetches the events of one source.</summary>
internal interface IConnector : IDisposable
{
    /// <summary>What it reads: <c>queue</c> or <c>bucket</c>.</summary>
    string Kind { get; }

    /// <summary>How long to wait between readings that found nothing.</summary>
    TimeSpan Pause { get; }

    /// <summary>Reads and stores what is there.</summary>
    /// <returns>True when there may be more at once.</returns>
    Task<bool> ReadAsync(CancellationToken cancellationToken);
}

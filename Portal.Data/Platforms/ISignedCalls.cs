namespace Portal.Data.Platforms;

/// <summary>Sends a platform's calls, signed as whoever the portal is there. The border to the network.</summary>
public interface ISignedCalls
{
    /// <summary>Calls.</summary>
    /// <param name="service">The platform's service, as its signatures name it.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The HTTP status and the answer.</returns>
    /// <exception cref="PlatformCallException">There was no answer.</exception>
    Task<(int Status, string Answer)> SendAsync(string service, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken);
}

using Amazon.Runtime;

namespace Portal.Hosting.Outbound;

/// <summary>Has clients of AWS send their requests through the guard.</summary>
/// <param name="guard">Keeps requests out of networks where they have no business.</param>
internal sealed class AwsClients(OutboundGuard guard) : HttpClientFactory, IDisposable
{
    private readonly SocketsHttpHandler _handler = guard.CreateHandler();

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(_handler, disposeHandler: false) { Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;

    /// <inheritdoc/>
    public void Dispose() => _handler.Dispose();
}

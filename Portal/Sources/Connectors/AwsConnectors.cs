using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Portal.Changes;
using Portal.Data.Changes;
using Portal.Data.Sources;
using Portal.Hosting.Outbound;

namespace Portal.Sources.Connectors;

/// <summary>Makes the connectors of AWS sources.</summary>
/// <param name="account">Who signs.</param>
/// <param name="bodies">Read files of events.</param>
/// <param name="guard">Keeps requests out of networks where they have no business.</param>
/// <param name="intake">Stores what is fetched.</param>
/// <param name="read">Knows which files were read.</param>
/// <param name="clock">The time.</param>
internal sealed class AwsConnectors(AwsAccount account, EventBodies bodies, OutboundGuard guard, EventIntake intake, ReadFileQueries read, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly AwsClients _clients = new(guard);

    /// <summary>The connector of a source whose settings say where its events are.</summary>
    /// <exception cref="ConnectorException">The settings are wrong, or nobody is there to sign requests as.</exception>
    public IConnector Make(SourceRow source)
    {
        var events = AwsEventSettings.Read(source.Settings, guard, out var errors);
        if (events is null)
        {
            throw new ConnectorException(string.Join(' ', errors.Select(error => $"{error.Key} {error.Value}")));
        }
        var s3 = new AmazonS3Client(account.Credentials(events), With(new AmazonS3Config { ForcePathStyle = events.Endpoint is not null, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED }, events, events.Endpoint));
        var files = new BucketFiles(s3, bodies);
        return events.Queue is { } queue
            ? new QueueConnector(source.Id, events, new AmazonSQSClient(account.Credentials(events), With(new AmazonSQSConfig(), events, new(queue.GetLeftPart(UriPartial.Authority)))), files, intake)
            : new BucketConnector(source.Id, events, s3, files, read, intake, clock);
    }

    /// <inheritdoc/>
    public void Dispose() => _clients.Dispose();

    private T With<T>(T configuration, AwsEventSettings events, Uri? endpoint)
        where T : ClientConfig
    {
        configuration.HttpClientFactory = _clients;
        configuration.Timeout = Patience;
        configuration.MaxErrorRetry = 2;
        if (endpoint is null)
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(events.SigningRegion);
        }
        else
        {
            configuration.ServiceURL = endpoint.AbsoluteUri;
            configuration.AuthenticationRegion = events.SigningRegion;
        }
        return configuration;
    }
}

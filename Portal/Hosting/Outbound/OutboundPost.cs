using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Portal.Hosting.Outbound;

/// <summary>
/// Posts JSON to addresses from settings. Whoever is there is waited for a while and no longer, no redirect is followed, and of what they answer
/// the beginning is read: nobody can hold up or fill a portal by answering.
/// </summary>
/// <param name="guard">Keeps requests out of networks where they have no business.</param>
/// <param name="clock">The time.</param>
/// <param name="patience">How long an answer may take.</param>
internal sealed class OutboundPost(OutboundGuard guard, TimeProvider clock, TimeSpan patience) : IDisposable
{
    /// <summary>How long an answer may take, usually.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int MostRead = 2048;
    private readonly HttpClient _client = new(guard.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Posts.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="signature">What to sign it with, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">Nobody answered in time.</exception>
    /// <exception cref="HttpRequestException">Nobody is there, or nobody who may be reached.</exception>
    public async Task<PostAnswer> SendAsync(Uri address, string body, WebhookSignature? signature, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Governance", productVersion: null));
        if (signature is not null)
        {
            Sign(request, body, signature);
        }
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(patience);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting.Token);
            return new((int)response.StatusCode, await BeginningAsync(response, waiting.Token, cancellationToken), PauseAfter(response));
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"It did not answer within {patience.TotalSeconds} seconds."), late);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private void Sign(HttpRequestMessage request, string body, WebhookSignature signature)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        request.Headers.Add("webhook-id", signature.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', signature.Secrets.Select(s => s.Sign(signature.Id, timestamp, body))));
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken waiting, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(waiting);
            var buffer = new byte[MostRead];
            var read = await stream.ReadAtLeastAsync(buffer, MostRead, throwOnEndOfStream: false, waiting);
            return Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The status is the answer; what it says besides is only for people.
            return string.Empty;
        }
    }

    private TimeSpan? PauseAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;
using Portal.Data.Platforms;

namespace Portal.Sources.Connectors;

/// <summary>
/// Sends calls of AWS's query protocol, signed by the SDK's signer (Signature Version 4) and through the guard. Where the settings name a role,
/// that role is assumed first, for an hour at a time. Nothing is sent twice by itself: who asked decides what a missing answer means.
/// </summary>
/// <param name="settings">As whom, and where.</param>
/// <param name="account">Who the portal is by itself.</param>
/// <param name="client">Sends, through the guard.</param>
internal sealed class SignedAwsQuery(AwsCarrySettings settings, AwsAccount account, HttpClient client) : ISignedCalls
{
    private const int MostAnswer = 4 * 1024 * 1024;
    private const string Session = "governance-remediation";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private Assumed? _assumed;

    /// <inheritdoc/>
    public async Task<(int Status, string Answer)> SendAsync(
        string service, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken) =>
        await SendAsync(service, parameters, await CredentialsAsync(cancellationToken), cancellationToken);

    private async Task<(int Status, string Answer)> SendAsync(
        string service, IReadOnlyList<KeyValuePair<string, string>> parameters, ImmutableCredentials credentials, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(parameters);
        var body = await content.ReadAsByteArrayAsync(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.AddressOf(service)) { Content = content };
        Sign(request, service, body, credentials);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(Patience);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting.Token);
            await using var stream = await answer.Content.ReadAsStreamAsync(waiting.Token);
            using var read = new MemoryStream();
            var buffer = new byte[81_920];
            for (int count; (count = await stream.ReadAsync(buffer, waiting.Token)) > 0;)
            {
                if (read.Length + count > MostAnswer)
                {
                    throw new PlatformCallException(PlatformCallFailure.Busy, $"{service} answered with more than {MostAnswer} bytes.");
                }
                await read.WriteAsync(buffer.AsMemory(0, count), waiting.Token);
            }
            return ((int)answer.StatusCode, Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length));
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PlatformCallException(PlatformCallFailure.Busy, string.Create(CultureInfo.InvariantCulture, $"{service} did not answer within {Patience.TotalSeconds} seconds."), late);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new PlatformCallException(PlatformCallFailure.Busy, $"{service} cannot be reached: {broken.GetBaseException().Message}", broken);
        }
    }

    private void Sign(HttpRequestMessage request, string service, byte[] body, ImmutableCredentials credentials)
    {
        // The machine's time, not the demo's: AWS compares it with its own.
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = request.RequestUri!.Authority,
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
        };
        if (credentials.UseToken)
        {
            headers["x-amz-security-token"] = credentials.Token;
        }
        var names = string.Join(';', headers.Keys);
        var path = request.RequestUri.AbsolutePath;
        var canonical = string.Join(
            '\n', "POST", path, string.Empty, string.Concat(headers.Select(h => $"{h.Key}:{h.Value}\n")), names, Convert.ToHexStringLower(SHA256.HashData(body)));
        var signed = AWS4Signer.ComputeSignature(credentials, settings.SigningRegion, now, service, names, canonical);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        request.Headers.TryAddWithoutValidation("Authorization", signed.ForAuthorizationHeader);
    }

    private async Task<ImmutableCredentials> CredentialsAsync(CancellationToken cancellationToken)
    {
        var own = await account.Own().GetCredentialsAsync();
        if (settings.Role is not { } role)
        {
            return own;
        }
        // Acts follow one another; where two ask at once, the role is assumed twice and nothing is lost.
        if (_assumed is { } assumed && assumed.Until - Margin > TimeProvider.System.GetUtcNow())
        {
            return assumed.Credentials;
        }
        List<KeyValuePair<string, string>> parameters =
            [new("Action", "AssumeRole"), new("Version", "2011-06-15"), new("RoleArn", role), new("RoleSessionName", Session)];
        if (settings.ExternalId is { } externalId)
        {
            parameters.Add(new("ExternalId", externalId));
        }
        var (status, answer) = await SendAsync("sts", parameters, own, cancellationToken);
        var said = Read(answer);
        if (status != 200 || said is null)
        {
            throw new PlatformCallException(
                status is 429 or >= 500 || said is null ? PlatformCallFailure.Busy : PlatformCallFailure.Refused,
                $"The role {role} cannot be assumed: {(said is null ? "no answer of STS" : $"{Text(said, "Code")} {Text(said, "Message")}")} ({status})");
        }
        var until = DateTimeOffset.Parse(Text(said, "Expiration")!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        _assumed = new(new(Text(said, "AccessKeyId"), Text(said, "SecretAccessKey"), Text(said, "SessionToken")), until);
        return _assumed.Credentials;
    }

    private static XElement? Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? Text(XElement answer, string name) => answer.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    private sealed record Assumed(ImmutableCredentials Credentials, DateTimeOffset Until);
}

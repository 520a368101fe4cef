using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Notices;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Secrets that were given to the portal, or by it, and where they must not turn up again.</summary>
public sealed class SecretTests
{
    private const string ClientSecret = "canary-of-the-provider-71c2";
    private const string MailPassword = "canary-of-the-mail-server-44d9";
    private const string WebhookSecret = "whsec_Y2FuYXJ5LW9mLXRoZS13ZWJob29rLTMxZTc=";
    private const string EarlierWebhookSecret = "whsec_Y2FuYXJ5LW9mLXRoZS1lYXJsaWVyLXdlYmhvb2stMDlmMQ==";
    private const string BucketKey = "canary-of-the-bucket-5a08";
    private const string ConnectorKey = "canary-of-the-queue-c3d0";
    private const string NoticePath = "canary-of-a-notices-address-";
    private const string NoticeSecret = "whsec_Y2FuYXJ5LW9mLWEtbm90aWNlLTg4MTAtNGY1Mg==";
    private const int Least = 20;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_turns_up_in_files_logs_exports_or_pages()
    {
        var nextKey = SigningKey.Create("canary.example/audit").Secret;
        await using var portal = await PortalServer.StartAsync(settings:
        [
            "Logging:LogLevel:Default=Information", "Oidc:Authority=https://id.example.com", "Oidc:ClientId=portal", $"Oidc:ClientSecret={ClientSecret}",
            "Mail:Host=127.0.0.1", $"Mail:Port={FreePort.Next()}", "Mail:From=governance@example.com", "Mail:Security=None", "Mail:User=portal", $"Mail:Password={MailPassword}",
            "Audit:CheckpointWebhook=https://127.0.0.1:9/", $"Audit:CheckpointWebhookSecret={WebhookSecret} {EarlierWebhookSecret}", $"Audit:NextKey={nextKey}",
            "Audit:CheckpointBucket=checkpoints", "Audit:CheckpointBucketEndpoint=https://127.0.0.1:9/", "Audit:CheckpointBucketAccessKey=portal", $"Audit:CheckpointBucketSecretKey={BucketKey}",
            "Connectors:AwsAccessKey=portal", $"Connectors:AwsSecretKey={ConnectorKey}",
        ]);
        using var log = new WholeLog();
        portal.Get<ILoggerFactory>().AddProvider(log);
        var tokens = new List<string>();
        foreach (var scope in new[] { TokenScope.Read, TokenScope.Read, TokenScope.Ingest, TokenScope.Review, TokenScope.Scim, TokenScope.Admin, TokenScope.BreakGlass })
        {
            tokens.Add(await portal.CreateTokenAsync(scope));
        }
        tokens.Add("gov_canary-that-never-was-a-token");
        using var person = await portal.SignInAsync("administrator");
        var save = portal.Get<SaveNoticeRule>();
        NoticeChannel[] channels = [NoticeChannel.Webhook, NoticeChannel.Slack, NoticeChannel.Teams];
        foreach (var channel in channels)
        {
            var draft = new NoticeRuleDraft
            {
                Name = $"To {channel}",
                Audience = new([Role.Auditor], []),
                Channel = channel,
                Address = $"https://hooks.example.org/{NoticePath}{channel}",
                Secret = channel == NoticeChannel.Webhook ? NoticeSecret : null,
            };
            Assert.Equal(NoticeRuleOutcome.Done, (await save.CreateAsync(draft, Caller.System("tests"), Cancelled)).Outcome);
        }
        string[] secrets =
        [
            ClientSecret, MailPassword, WebhookSecret, EarlierWebhookSecret, BucketKey, ConnectorKey, nextKey, nextKey.Split('+', 5)[4], NoticeSecret,
            .. channels.Select(channel => NoticePath + channel), await CookieAsync(portal), .. tokens, // Also without what marks them as tokens.
            .. tokens.Select(token => token[4..]),
        ];
        Assert.InRange(secrets.Length - tokens.Count - 1, Least, int.MaxValue);
        var shown = new StringBuilder();

        foreach (var token in tokens)
        {
            await UseAsync(portal, token);
        }
        foreach (var page in Routes.Pages.Select(async p => await Routes.AddressOfAsync(p, portal))
            .Concat(EveryRoute.Of(portal).Where(r => HttpMethods.IsGet(r.Method)).Select(r => Task.FromResult(EveryRoute.AddressOf(r.Pattern).ToString()))))
        {
            using var response = await person.GetAsync(new Uri(await page, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancelled);
            shown.Append(response.Headers).Append(await response.Content.ReadAsStringAsync(Cancelled));
        }

        var files = await StoredAsync(portal);
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(secret, shown.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(secret, files, StringComparison.Ordinal);
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        });
    }

    /// <summary>What a signed-in browser keeps.</summary>
    private static async Task<string> CookieAsync(PortalServer portal)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = portal.Address };
        using var form = new FormUrlEncodedContent([new("persona", "owner")]);
        using var answer = await browser.PostAsync(new Uri("/account/demo", UriKind.Relative), form, Cancelled);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("governance=", StringComparison.Ordinal));
        return cookie.Split(';')[0]["governance=".Length..];
    }

    /// <summary>Sends the token wherever one can, also where it does not belong.</summary>
    private static async Task UseAsync(PortalServer portal, string token)
    {
        using var client = portal.CreateClient();
        using (await client.GetAsync(new Uri($"/hubs/changes?access_token={token}", UriKind.Relative), Cancelled))
        {
        }
        using (await client.GetAsync(new Uri($"/agents?access_token={token}", UriKind.Relative), Cancelled))
        {
        }
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        using (await client.PostAsJsonAsync(new Uri("/api/v1/sources", UriKind.Relative), new { name = "of a token", platform = 7 }, Cancelled))
        {
        }
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(portal.Address, "/hubs/changes"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token)).Build();
        try
        {
            await hub.StartAsync(Cancelled);
        }
        catch (HttpRequestException)
        {
            // Not every token opens it.
        }
    }

    /// <summary>Everything in the data directory, the database included, as one text.</summary>
    private static async Task<string> StoredAsync(PortalServer portal)
    {
        var all = new StringBuilder();
        var database = new SqliteConnectionStringBuilder(portal.Get<DatabaseOptions>().ConnectionString).DataSource;
        foreach (var file in Directory.EnumerateFiles(portal.DataDirectory, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.GetDirectoryName(database)!, Path.GetFileName(database) + "*")))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            all.Append(await reader.ReadToEndAsync(Cancelled));
        }
        return all.ToString();
    }
}

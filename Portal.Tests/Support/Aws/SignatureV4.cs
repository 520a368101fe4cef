using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Tests.Support.Aws;

/// <summary>
/// Checks the signature of a request to an AWS service, written from AWS's description alone
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
/// </summary>
internal static class SignatureV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>What is wrong with the signature, or null.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="accessKey">Who may ask.</param>
    /// <param name="secretKey">What they sign with.</param>
    /// <param name="region">The region that it has to be signed for.</param>
    /// <param name="service">The service that it has to be signed for.</param>
    public static string? ProblemOf(HttpRequest request, byte[] body, string accessKey, string secretKey, string region, string service = "s3")
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return "AccessDenied";
        }
        var parts = header[Algorithm.Length..].Split(',').Select(p => p.Trim().Split('=', 2)).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        var scope = parts["Credential"].Split('/');
        var date = request.Headers["x-amz-date"].ToString();
        if (scope is not [var key, var day, var signedRegion, var signedService, "aws4_request"] || key != accessKey || signedRegion != region || signedService != service || !date.StartsWith(day, StringComparison.Ordinal))
        {
            return "InvalidAccessKeyId";
        }
        var content = request.Headers["x-amz-content-sha256"].ToString();
        if (content.Length == 0 && service != "s3")
        {
            content = Convert.ToHexStringLower(SHA256.HashData(body));
        }
        if (content != Convert.ToHexStringLower(SHA256.HashData(body)))
        {
            return "XAmzContentSHA256Mismatch";
        }
        var signed = parts["SignedHeaders"].Split(';');
        if (!signed.Contains("host", StringComparer.Ordinal) || request.Headers.Keys.Any(h => h.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !signed.Contains(h.ToLowerInvariant(), StringComparer.Ordinal)))
        {
            return "AccessDenied";
        }
        var canonical = string.Join('\n', [
            request.Method,
            Target(request).Split('?')[0],
            Query(request),
            .. signed.Select(h => $"{h}:{string.Join(',', request.Headers[h].Select(v => v!.Trim()))}"),
            string.Empty,
            parts["SignedHeaders"],
            content]);
        var toSign = string.Join('\n', Algorithm, date, string.Join('/', scope[1..]), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var signing = scope[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(signing, Encoding.UTF8.GetBytes(toSign))) == parts["Signature"] ? null : "SignatureDoesNotMatch";
    }

    /// <summary>The path and query as they were sent.</summary>
    private static string Target(HttpRequest request) => request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;

    private static string Query(HttpRequest request)
    {
        var sent = Target(request).Split('?', 2) is [_, var query] ? query : string.Empty;
        return string.Join('&', sent.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Contains('=', StringComparison.Ordinal) ? p : p + "=")
            .Order(StringComparer.Ordinal));
    }

    /// <summary>A time as S3 writes one.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

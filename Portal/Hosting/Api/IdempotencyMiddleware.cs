using System.Security.Cryptography;
using System.Text;
using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Hosting.Api;

/// <summary>
/// Gives a repeated call under the same <c>Idempotency-Key</c> the first answer. An answer that was lost with the process is made again from
/// what the command stored in its own transaction, without a second effect.
/// </summary>
internal static class IdempotencyMiddleware
{
    private const string Header = "Idempotency-Key";

    /// <summary>Adds it; it needs to know the caller, so it comes after authentication.</summary>
    public static void UseIdempotencyKeys(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(ApiRoutes.Prefix, StringComparison.OrdinalIgnoreCase)
            && IsUnsafe(context.Request.Method)
            && context.Request.Headers.ContainsKey(Header)
            && context.User.Identity?.IsAuthenticated == true,
        branch =>
        {
            branch.Use(HandleAsync);
            // Errors become answers inside, so that they are kept as the first answer too.
            branch.UseExceptionHandler();
        });

    /// <summary>Whether the method may change something.</summary>
    public static bool IsUnsafe(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);

    private static async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var text = context.Request.Headers[Header].ToString();
        if (text.Length is 0 or > IdempotencyLimits.MaxKeyLength)
        {
            await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, "idempotency-key-length", $"{Header} must have 1 to {IdempotencyLimits.MaxKeyLength} characters.");
            return;
        }
        var caller = context.GetCaller();
        var responses = context.RequestServices.GetRequiredService<IdempotentResponses>();
        var key = new IdempotencyKey(text, await HashAsync(context));
        using var turn = await responses.WaitForTurnAsync(caller, key, context.RequestAborted);
        if (await responses.FindAsync(caller, key, context.RequestAborted) is { } first)
        {
            await WriteAsync(context, first);
            return;
        }
        context.Features.Set(key);
        if (await CaptureAsync(context, next) is { } answer)
        {
            await responses.StoreAsync(caller, key, answer, CancellationToken.None);
        }
    }

    private static async Task<string> HashAsync(HttpContext context)
    {
        var limit = context.RequestServices.GetRequiredService<IdempotencyLimits>().MaxBodyBytes;
        context.Request.EnableBuffering(IdempotencyLimits.MemoryBytes, limit);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n"));
        var buffer = new byte[81920];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }
        context.Request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Runs the rest and keeps its answer; null when the answer says that nothing was tried.</summary>
    private static async Task<IdempotentResponse?> CaptureAsync(HttpContext context, RequestDelegate next)
    {
        var client = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = client;
        }
        var answer = new IdempotentResponse(context.Response.StatusCode, context.Response.ContentType, context.Response.Headers.Location, kept.ToArray());
        kept.Position = 0;
        await kept.CopyToAsync(client, context.RequestAborted);
        return answer.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable ? null : answer;
    }

    private static async Task WriteAsync(HttpContext context, IdempotentResponse first)
    {
        context.Response.StatusCode = first.Status;
        context.Response.ContentType = first.ContentType;
        if (first.Location is not null)
        {
            context.Response.Headers.Location = first.Location;
        }
        context.Response.Headers["Idempotent-Replayed"] = "true";
        await context.Response.Body.WriteAsync(first.Body, context.RequestAborted);
    }
}

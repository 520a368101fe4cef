using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.Platforms;

namespace Portal.Hosting.Api;

/// <summary>Turns exceptions that mean something into problem details; leaves pages' exceptions to the error page.</summary>
/// <param name="log">Gets what the operator has to see: the framework is silent about exceptions that are handled here.</param>
internal sealed partial class ProblemHandler(ILogger<ProblemHandler> log) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        if (!ApiRoutes.IsMachineRoute(httpContext.Request.Path))
        {
            return false;
        }
        var (status, name, detail) = Describe(exception);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            LogFailed(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "nowhere");
        }
        await Problems.WriteAsync(httpContext, status, name, detail);
        return true;
    }

    private static (int Status, string Name, string Detail) Describe(Exception exception) => exception switch
    {
        AccessDeniedException => (StatusCodes.Status403Forbidden, "access-denied", exception.Message),
        ProofNeededException => (StatusCodes.Status403Forbidden, "proof-needed", exception.Message),
        BadCursorException => (StatusCodes.Status422UnprocessableEntity, "bad-cursor", exception.Message),
        IdempotencyConflictException => (StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", exception.Message),
        PeopleFormatException => (StatusCodes.Status422UnprocessableEntity, "people-format", exception.Message),
        SnapshotFormatException => (StatusCodes.Status422UnprocessableEntity, "snapshot-format", exception.Message),
        BadHttpRequestException bad => (bad.StatusCode, "bad-request", WrongRequest.Say(bad)),
        DbUpdateConcurrencyException => (StatusCodes.Status409Conflict, "changed-meanwhile", "Someone else changed this first. Read it again and repeat."),
        DbException or DbUpdateException { InnerException: DbException } =>
            (StatusCodes.Status503ServiceUnavailable, "storage", "The database could not do this now. Nothing was acknowledged; try again with the same Idempotency-Key."),
        _ => (StatusCodes.Status500InternalServerError, "unexpected", "Something went wrong in the portal. The operator finds the cause in its log."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} to {Endpoint} failed.")]
    private partial void LogFailed(Exception exception, string method, string endpoint);
}

using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Storage;

namespace Portal.Tests.Commands;

/// <summary>All command classes, found by their constructor so that no new one is forgotten.</summary>
internal static class EveryCommand
{
    /// <summary>The methods by which they run.</summary>
    /// <param name="services">The registered classes.</param>
    public static IEnumerable<MethodInfo> Of(IServiceProvider services) =>
        from type in typeof(CommandRunner).Assembly.GetTypes()
        where type.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(CommandRunner)))
        where services.GetService(type) is not null
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetParameters().Any(p => p.ParameterType == typeof(Caller))
        orderby type.Name
        select method;

    /// <summary>What a failed test calls it.</summary>
    public static string Name(MethodInfo command) => $"{command.DeclaringType!.Name}.{command.Name}";

    /// <summary>Runs it with arguments that it may accept; whatever it refuses, what counts is what the database holds afterwards.</summary>
    /// <returns>Whether it wanted to change something, and failed as it could not record that.</returns>
    public static async Task<bool> TryAsync(IServiceProvider services, GovernanceDb db, MethodInfo command, Caller by, int attempt)
    {
        try
        {
            var arguments = new PlausibleArguments(db, by, attempt).For(command);
            if (command.Invoke(services.GetRequiredService(command.DeclaringType!), arguments) is Task running)
            {
                await running;
            }
        }
        catch (Exception refused) when (refused is not (OutOfMemoryException or Xunit.Sdk.IAssertionException))
        {
            for (var cause = refused; cause is not null; cause = cause.InnerException)
            {
                if (cause is DbUpdateException { Entries: var rows } && rows.Any(r => r.Entity is AuditEntry { Outcome: AuditOutcome.Done }))
                {
                    return true;
                }
            }
        }
        return false;
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Storage;

namespace Portal.Tests.Architecture;

/// <summary>How types are called, and what a command looks like.</summary>
public sealed class NameTests
{
    private static readonly string[] SayNothing = ["Manager", "Service", "Services", "Helper", "Helpers", "Util", "Utils", "Utility", "Info", "Dto", "Impl"];

    [Fact]
    public void Names_are_words_of_the_domain()
    {
        // Clouds call their parts services, and so does what reads them.
        var empty = OwnTypes()
            .Where(t => t.Namespace!.StartsWith("Portal.Data.Platforms.", StringComparison.Ordinal) is false)
            .Where(t => SayNothing.Any(word => t.Name.EndsWith(word, StringComparison.Ordinal)))
            .Select(t => t.FullName);

        Assert.Empty(empty);
    }

    [Fact]
    public void A_command_says_who_acts_and_can_be_given_up()
    {
        var ambient =
            from type in OwnTypes()
            where type.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(CommandRunner)))
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where method.Name != nameof(IDisposable.Dispose)
            let parameters = method.GetParameters().Select(p => p.ParameterType).ToList()
            where !parameters.Contains(typeof(Caller)) || parameters[^1] != typeof(CancellationToken) || !typeof(Task).IsAssignableFrom(method.ReturnType)
            select $"{type.FullName}.{method.Name}";

        Assert.Empty(ambient);
    }

    private static IEnumerable<Type> OwnTypes() => new[] { typeof(GovernanceDb).Assembly, typeof(Program).Assembly }
        .SelectMany(a => a.GetTypes())
        .Where(t => t.Namespace?.StartsWith("Portal", StringComparison.Ordinal) == true && t.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !t.IsNested);
}

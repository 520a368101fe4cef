using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Platforms;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Commands;

/// <summary>Makes arguments that a command may well accept: ids of rows that exist, texts, dates to come.</summary>
/// <param name="db">Where ids come from.</param>
/// <param name="by">Who calls.</param>
/// <param name="attempt">Which attempt this is: others use other rows and choices.</param>
internal sealed class PlausibleArguments(GovernanceDb db, Caller by, int attempt)
{
    private static readonly NullabilityInfoContext Nullability = new();
    private static int _texts;

    /// <summary>Arguments for <paramref name="method"/>.</summary>
    public object?[] For(MethodInfo method) => [.. method.GetParameters().Select(Make)];

    private object? Make(ParameterInfo parameter) => parameter switch
    {
        // A filter of made-up words is refused as misspelt; one without words is about everything.
        { Name: "Filter" } => string.Empty,
        { Name: "Email" } => $"tried{Interlocked.Increment(ref _texts)}@example.com",
        // What is said to have happened has happened already.
        { Name: "SaidAt" or "From" } => TimeProvider.System.GetUtcNow().AddDays(-1 - attempt),
        { Name: "Until" } => TimeProvider.System.GetUtcNow(),
        _ => Make(parameter.ParameterType, Nullability.Create(parameter).WriteState == NullabilityState.Nullable),
    };

    private object? Make(Type type, bool isNullable)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return attempt % 2 == 0 ? null : Make(underlying, isNullable: false);
        }
        if (isNullable && attempt % 2 == 0)
        {
            return null;
        }
        return type switch
        {
            _ when type == typeof(Caller) => by,
            _ when type == typeof(CancellationToken) => CancellationToken.None,
            _ when type == typeof(string) => $"Tried {Interlocked.Increment(ref _texts)}",
            _ when type == typeof(bool) => attempt % 2 == 1,
            _ when type == typeof(int) => 7,
            _ when type == typeof(DateTimeOffset) => Future(attempt),
            _ when type == typeof(DateOnly) => DateOnly.FromDateTime(Future(attempt).UtcDateTime),
            _ when type == typeof(TimeSpan) => TimeSpan.FromDays(7),
            _ when type == typeof(TextReader) => new StringReader($"email,name\ntried{attempt}@example.com,Tried {attempt}\n"),
            _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(
                Benchmarks.CloudTrailEvents.File(1, "123456789012", "tried-{0}", $"tried-{attempt}", TimeProvider.System.GetUtcNow())),
            _ when type == typeof(SnapshotFile) => Export(),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(attempt % Enum.GetValues(type).Length),
            _ when IsIdentifier(type) => IdOf(type),
            _ when ElementOf(type) is { } element => ListOf(element),
            _ when type == typeof(IReadOnlyDictionary<string, string>) => new Dictionary<string, string>(StringComparer.Ordinal),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Func<,>) => Answering(type),
            _ => MakeRecord(type),
        };
    }

    private object? MakeRecord(Type type)
    {
        // A delegate's constructor takes a pointer: made up, it would end the process.
        if (type.IsInterface || type.IsAbstract || type.IsPrimitive || typeof(Delegate).IsAssignableFrom(type))
        {
            return null;
        }
        var constructor = type.GetConstructors().Where(c => c.GetParameters().All(p => p.ParameterType != type)).MaxBy(c => c.GetParameters().Length);
        if (constructor is null)
        {
            return null;
        }
        var made = constructor.Invoke([.. constructor.GetParameters().Select(Make)]);
        foreach (var property in type.GetProperties().Where(p => p.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null))
        {
            property.SetValue(made, Make(property.PropertyType, isNullable: false));
        }
        return made;
    }

    // A function that always answers the same.
    private Delegate Answering(Type type)
    {
        var (asked, answered) = (type.GetGenericArguments()[0], type.GetGenericArguments()[1]);
        return Expression.Lambda(type, Expression.Constant(Make(answered, isNullable: false), answered), Expression.Parameter(asked)).Compile();
    }

    private static SnapshotFile Export()
    {
        using var export = new MemoryStream();
        AccountExport.Write(export, roles: 3);
        return ExportFiles.Of("tried.json", export.ToArray());
    }

    private object ListOf(Type element)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        if (Make(element, isNullable: false) is { } item)
        {
            list.Add(item);
        }
        return list;
    }

    // The id of a row that exists, another one at each attempt.
    private object IdOf(Type identifier)
    {
        var entity = db.Model.GetEntityTypes().FirstOrDefault(e => e.FindPrimaryKey()?.Properties is [{ Name: "Id" } key] && key.ClrType == identifier);
        var rows = entity is null
            ? []
            : ((IEnumerable<object>)typeof(PlausibleArguments).GetMethod(nameof(Rows), BindingFlags.NonPublic | BindingFlags.Instance)!
                .MakeGenericMethod(entity.ClrType).Invoke(this, [])!).ToList();
        return rows.Count == 0
            ? identifier.GetMethod("New")!.Invoke(null, [])!
            : entity!.FindPrimaryKey()!.Properties[0].PropertyInfo!.GetValue(rows[attempt * 7 % rows.Count])!;
    }

    private List<T> Rows<T>()
        where T : class => [.. db.Set<T>().AsNoTracking().Take(200)];

    private static bool IsIdentifier(Type type) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    private static Type? ElementOf(Type type) => type.IsGenericType && type != typeof(string)
        && (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) || type.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>) || type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ? type.GetGenericArguments()[0]
            : null;

    private static DateTimeOffset Future(int attempt) => TimeProvider.System.GetUtcNow().AddDays(14 + attempt);
}

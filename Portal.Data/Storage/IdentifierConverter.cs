using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Portal.Data.Storage;

/// <summary>Stores a typed identifier as its GUID.</summary>
/// <typeparam name="T">The identifier.</typeparam>
internal sealed class IdentifierConverter<T>() : ValueConverter<T, Guid>(id => id.Value, value => Make(value))
    where T : struct, IIdentifier<T>
{
    // An expression tree cannot call a static member of an interface.
    private static T Make(Guid value) => T.From(value);
}

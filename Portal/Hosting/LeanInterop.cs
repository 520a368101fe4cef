using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.JSInterop;

namespace Portal.Hosting;

/// <summary>
/// Has an open page learn less about the types it sends to its scripts. The options that write them are each page's own, because some converters
/// know the page, and so is all that they learn; and of a number they learn each interface that it has (some thirty) to see whether one is
/// polymorphic. None is, and they would be a tenth of a page's memory.
/// </summary>
internal static class LeanInterop
{
    /// <summary>Replaces the pages' way to their scripts by the same with this added; after interactive components were added.</summary>
    public static void AddLeanInterop(this IServiceCollection services)
    {
        var framework = services.Last(service => service.ServiceType == typeof(IJSRuntime)).ImplementationType
            ?? throw new InvalidOperationException("The framework makes the scripts' runtime in another way than known here.");
        var make = ActivatorUtilities.CreateFactory(framework, []);
        services.RemoveAll<IJSRuntime>().AddScoped<IJSRuntime>(provider =>
        {
            var runtime = (JSRuntime)make(provider, []);
            OptionsOf(runtime).TypeInfoResolver = InteropTypes.Instance;
            return runtime;
        });
    }

    // Protected: meant for classes derived from it, which the framework's own is and ours cannot be.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_JsonSerializerOptions")]
    private static extern JsonSerializerOptions OptionsOf(JSRuntime runtime);

    /// <summary>All types but the interfaces of the runtime's own that hold nothing to write.</summary>
    internal sealed class InteropTypes : IJsonTypeInfoResolver
    {
        private static readonly DefaultJsonTypeInfoResolver All = new();

        /// <summary>The one that all pages share.</summary>
        public static InteropTypes Instance { get; } = new();

        /// <inheritdoc/>
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
            type.IsInterface && type.Assembly == typeof(object).Assembly && !typeof(IEnumerable).IsAssignableFrom(type)
                ? null
                : All.GetTypeInfo(type, options);
    }
}

namespace Temporalio.Converters;

internal static class SerializationContexts
{
    /// <summary>The context's own copy where the part asks for one, else the part itself.</summary>
    internal static T In<T>(this T part, ISerializationContext context)
        where T : class =>
        part is IWithSerializationContext<T> aware ? aware.WithSerializationContext(context) : part;
}

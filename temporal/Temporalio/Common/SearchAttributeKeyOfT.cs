using Temporalio.Api.Enums.V1;

namespace Temporalio.Common;

public class SearchAttributeKey<T> : SearchAttributeKey
    where T : notnull
{
    internal SearchAttributeKey(string name, IndexedValueType valueType)
        : base(name, valueType)
    {
    }
}

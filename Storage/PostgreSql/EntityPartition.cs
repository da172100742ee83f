using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Storage.PostgreSql;

/// <summary>Which of the partitions an entity belongs to: stands in the rows, so it never changes.</summary>
internal static class EntityPartition
{
    public static short Of(string entity)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(entity), hash);
        return (short)(hash[0] % PostgreSqlSchema.Partitions);
    }
}

using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.History;

/// <summary>Some events and the token for those after them; an empty token means there are none.</summary>
internal sealed record HistoryPage(IReadOnlyList<HistoryEvent> Events, ByteString NextPageToken);

namespace Temporalio.Client.Interceptors;

public interface IClientInterceptor
{
    /// <summary>The interceptor to go in front of the next one, or the next one itself.</summary>
    ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => nextInterceptor;
}

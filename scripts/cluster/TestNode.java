import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.knn.plugin.KNNPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of OpenSearch with its plugins from the class path. The distribution's own main class refuses to
 * run as root and wants a folder for each module. The first argument is its home, where config/opensearch.yml is;
 * others are the classes of further plugins.
 */
public final class TestNode {
  private static final List<Class<? extends Plugin>> PLUGINS =
      List.of(
          Netty4Plugin.class,
          CommonAnalysisPlugin.class,
          PainlessPlugin.class,
          ReindexPlugin.class,
          KNNPlugin.class);

  private static final class PluginNode extends Node {
    PluginNode(Environment environment, List<Class<? extends Plugin>> plugins) {
      super(environment, plugins, true);
    }

    /** The original writes ids into the pattern of the distribution's logs, which a test node does not have. */
    @Override
    protected void configureNodeAndClusterIdStateListener(ClusterService clusterService) {}
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Settings settings = Settings.builder().put("path.home", home.toString()).build();
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> "unnamed");
    List<Class<? extends Plugin>> plugins = new ArrayList<>(PLUGINS);
    for (int index = 1; index < arguments.length; index++) {
      plugins.add(Class.forName(arguments[index]).asSubclass(Plugin.class));
    }
    new PluginNode(environment, plugins).start();
    endWithParent();
  }

  /** Its standard input ends when the process that started it does, however that one ends. */
  private static void endWithParent() throws IOException {
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }

  private TestNode() {}
}
